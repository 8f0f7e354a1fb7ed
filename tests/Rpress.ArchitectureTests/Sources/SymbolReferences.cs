using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpress.ArchitectureTests.Sources;

/// <summary>Finds every type a file refers to: by name, through a member, or by a target-typed new.</summary>
internal static class SymbolReferences
{
    public static IEnumerable<(SyntaxNode Place, INamedTypeSymbol Type)> In(SourceFile file, SemanticModel model)
    {
        foreach (var node in file.Root.DescendantNodes(descendIntoTrivia: false))
        {
            if (node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax
                && TypeOf(model.GetSymbolInfo(node)) is { } type)
            {
                yield return (node, type.OriginalDefinition);
            }
        }
    }

    private static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        // an overload that does not bind without the source generators still says whose member it is
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol switch
        {
            IAliasSymbol { Target: INamedTypeSymbol target } => target,
            INamedTypeSymbol named => named,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
