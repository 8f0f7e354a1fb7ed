using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>No #region, no <c>this.</c>, no to-do without the issue that tracks it.</summary>
internal sealed partial class ForbiddenTextRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources) => sources.Files.SelectMany(Check);

    private static IEnumerable<string> Check(SourceFile file)
    {
        foreach (var trivia in file.Root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            {
                yield return file.At(trivia.GetLocation(), "#region: cut the file or delete the directive");
            }
            else if (IsComment(trivia) && UntrackedToDo().IsMatch(trivia.ToFullString()))
            {
                yield return file.At(trivia.GetLocation(), "a to-do names its issue, as in 'TODO #123'");
            }
        }

        foreach (var access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (access.Expression is ThisExpressionSyntax)
            {
                yield return file.At(access, "write the member without 'this.'");
            }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    [GeneratedRegex(@"\bTODO\b(?!.*#\d)")]
    private static partial Regex UntrackedToDo();
}
