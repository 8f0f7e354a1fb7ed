using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>Nothing asynchronous returns void: its failure would end the process.</summary>
internal sealed class AsyncVoidRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source)
        {
            var model = sources.Model(file);
            foreach (var node in file.Root.DescendantNodes())
            {
                if (IsAsyncVoid(node, model))
                {
                    yield return file.At(node, "async void: return a Task and let its owner await it");
                }
            }
        }
    }

    private static bool IsAsyncVoid(SyntaxNode node, SemanticModel model) => node switch
    {
        MethodDeclarationSyntax method => IsAsync(method.Modifiers) && IsVoid(method.ReturnType),
        LocalFunctionStatementSyntax function => IsAsync(function.Modifiers) && IsVoid(function.ReturnType),
        AnonymousFunctionExpressionSyntax lambda =>
            IsAsync(lambda.Modifiers) && model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnsVoid: true },
        _ => false,
    };

    private static bool IsAsync(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.AsyncKeyword);

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
}
