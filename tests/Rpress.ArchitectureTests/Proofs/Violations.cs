using Rpress.ArchitectureTests.Rules;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Proofs;

/// <summary>Runs one rule over given texts.</summary>
internal static class Violations
{
    public static IReadOnlyList<string> Of(IRule rule, params (string Path, string Text)[] files) =>
        [.. rule.Check(SourceSet.FromTexts(files)).Distinct()];

    public static IReadOnlyList<string> InSource(IRule rule, string text) => Of(rule, ("src/Rpress/Server/Sample.cs", text));

    public static IReadOnlyList<string> InTests(IRule rule, string text) => Of(rule, ("tests/Rpress.Tests/Sample.cs", text));
}
