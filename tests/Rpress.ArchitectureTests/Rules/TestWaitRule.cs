using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>Tests neither sleep nor read the machine's clock; what must be waited for goes through Eventually.</summary>
internal sealed class TestWaitRule : IRule
{
    private const string Exempt = "tests/Rpress.TestKit/Eventually.cs";

    private static readonly string[] _banned =
        ["Task.Delay", "Thread.Sleep", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow"];

    public IEnumerable<string> Check(SourceSet sources) =>
        from file in sources.Tests
        where file.Path != Exempt
        from access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where _banned.Contains(Shorten(access.ToString()))
        select file.At(access, $"{access}: use a TestClock, or Eventually where nothing can be awaited");

    private static string Shorten(string access) => string.Join('.', access.Split('.')[^2..]);
}
