using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>A test is named Subject_Condition_Outcome.</summary>
internal sealed partial class TestNameRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources) =>
        from file in sources.Tests
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where IsTest(method) && !ThreeParts().IsMatch(method.Identifier.ValueText)
        select file.At(method.Identifier, $"{method.Identifier.ValueText}: name the test Subject_Condition_Outcome");

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "Xunit.Fact" or "Xunit.Theory");

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex ThreeParts();
}
