using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>No task is waited for by blocking; a result may be taken where the member has seen IsCompletedSuccessfully.</summary>
internal sealed class BlockingCallRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source)
        {
            var model = sources.Model(file);
            foreach (var access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            {
                if (TaskWaitedFor(access, model) is { } task && !IsKnownToBeCompleted(task, access))
                {
                    yield return file.At(access, $"'{access}' blocks: await it, or ask IsCompletedSuccessfully first");
                }
            }
        }
    }

    private static ExpressionSyntax? TaskWaitedFor(MemberAccessExpressionSyntax access, SemanticModel model)
    {
        if (access.Name.Identifier.ValueText is not ("Result" or "Wait" or "GetResult"))
        {
            return null;
        }

        var info = model.GetSymbolInfo(access);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol?.ContainingType is { } type ? (NamespaceOf(type), type.Name, symbol.Name) switch
        {
            ("System.Threading.Tasks", "Task" or "ValueTask", "Result" or "Wait") => access.Expression,
            ("System.Runtime.CompilerServices", _, "GetResult") when type.Name.Contains("Awaiter", StringComparison.Ordinal)
                => AwaitedBy(access.Expression),
            _ => null,
        } : null;
    }

    private static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? NamespaceOf(outer) : type.ContainingNamespace.ToDisplayString();

    // the task in task.GetAwaiter().GetResult(), however it was configured
    private static ExpressionSyntax AwaitedBy(ExpressionSyntax awaiter)
    {
        while (awaiter is InvocationExpressionSyntax
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" or "ConfigureAwait" } inner })
        {
            awaiter = inner.Expression;
        }

        return awaiter;
    }

    private static bool IsKnownToBeCompleted(ExpressionSyntax task, SyntaxNode place) =>
        place.Ancestors().First(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax)
            .DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText == "IsCompletedSuccessfully"
                && access.Expression.ToString() == task.ToString());
}
