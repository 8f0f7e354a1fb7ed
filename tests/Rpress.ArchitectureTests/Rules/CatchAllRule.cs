using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;
using Rpress.ArchitectureTests.Tables;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>
/// Everything is caught only in the files of <see cref="CatchAllTable"/>. A clause that rethrows, or whose filter asks for
/// a pattern (<c>when (error is IOException or SocketException)</c>), does not catch everything.
/// </summary>
internal sealed class CatchAllRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source.Where(file => !CatchAllTable.Reasons.ContainsKey(file.Path)))
        {
            foreach (var clause in CatchAllClauses(file))
            {
                yield return file.At(clause, "catch the types you expect, or give the file a reason in CatchAllTable");
            }
        }
    }

    public static IEnumerable<CatchClauseSyntax> CatchAllClauses(SourceFile file) =>
        file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(clause => CatchesEverything(clause) && !IsNarrowed(clause.Filter?.FilterExpression) && !Rethrows(clause));

    private static bool CatchesEverything(CatchClauseSyntax clause) =>
        clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception";

    private static bool IsNarrowed(ExpressionSyntax? filter) => filter switch
    {
        ParenthesizedExpressionSyntax inner => IsNarrowed(inner.Expression),
        IsPatternExpressionSyntax test => IsNarrowing(test.Pattern),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both =>
            IsNarrowed(both.Left) || IsNarrowed(both.Right),
        _ => false,
    };

    // "is not X" lets everything else through, and "is true" asks nothing of the exception
    private static bool IsNarrowing(PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax inner => IsNarrowing(inner.Pattern),
        BinaryPatternSyntax { RawKind: (int)SyntaxKind.AndPattern } both => IsNarrowing(both.Left) || IsNarrowing(both.Right),
        BinaryPatternSyntax either => IsNarrowing(either.Left) && IsNarrowing(either.Right),
        UnaryPatternSyntax => false,
        ConstantPatternSyntax { Expression: LiteralExpressionSyntax } => false,
        _ => true,
    };

    private static bool Rethrows(CatchClauseSyntax clause) =>
        clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax { Expression: null };
}
