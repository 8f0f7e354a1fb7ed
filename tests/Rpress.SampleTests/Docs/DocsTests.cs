using System.Text.RegularExpressions;

namespace Rpress.SampleTests.Docs;

/// <summary>What the documents quote exists, what they link to does, and what they list is whole.</summary>
public sealed partial class DocsTests
{
    // what the page on load balancers quotes has to run against npm's client
    private const string BalancerTests = "tests/Rpress.InteropTests/LoadBalancers";
    private const string BalancerFiles = "samples/LoadBalancers";

    private static readonly string[] _ruleRoots = ["src/Rpress", "src/Rpress.SocketIo.Protocol", "src/Rpress.Client", "src/Rpress.Emitter", "src/Rpress.Redis"];

    public static TheoryData<string> Documents => ["README.md", .. CheckedOut.FilesUnder("docs", "*.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_Quoted_StandsInASample(string document)
    {
        string[] sources = [.. CheckedOut.FilesUnder("samples", "*.cs").Concat(CheckedOut.FilesUnder("tests/Rpress.SampleTests/Docs", "*ExamplesTests.cs"))
            .Concat(CheckedOut.FilesUnder(BalancerTests, "*.cs"))
            .Select(path => Normalize(CheckedOut.Read(path)))];

        Assert.All(
            CodeBlock().Matches(CheckedOut.Read(document)).Select(match => Normalize(match.Groups["code"].Value)),
            quoted => Assert.True(sources.Any(source => source.Contains(quoted, StringComparison.Ordinal)), $"No sample holds:\n{quoted}"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Configurations_OfBalancers_AreWholeFilesThatAreTested(string document)
    {
        string[] files = [.. CheckedOut.FilesUnder(BalancerFiles, "*").Select(CheckedOut.Read)];

        Assert.All(BalancerBlock().Matches(CheckedOut.Read(document)).Select(match => match.Groups["text"].Value), text => Assert.Contains(text, files));
    }

    [Fact]
    public void LoadBalancingPage_Configurations_AreAllOfThem()
    {
        string page = CheckedOut.Read("docs/guide/load-balancing.md");
        string[] tests = [.. CheckedOut.FilesUnder(BalancerTests, "*Tests.cs").Select(CheckedOut.Read)];

        Assert.All(CheckedOut.FilesUnder(BalancerFiles, "*"), file =>
        {
            Assert.Contains($"\n{CheckedOut.Read(file)}```\n", page, StringComparison.Ordinal);
            Assert.Contains(tests, test => test.Contains($"\"{Path.GetFileName(file)}\"", StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_WithinTheRepository_LeadSomewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(CheckedOut.Root, document))!;

        Assert.All(
            Link().Matches(CheckedOut.Read(document)).Select(match => match.Groups["target"].Value),
            target =>
            {
                string[] parts = target.Split('#');
                string path = parts[0].Length == 0 ? Path.Combine(CheckedOut.Root, document) : Path.GetFullPath(parts[0], folder);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{target}: there is no such file.");
                Assert.True(parts.Length == 1 || Anchors(File.ReadAllText(path)).Contains(parts[1]), $"{target}: there is no such heading.");
            });
    }

    [Fact]
    public void ServerPage_Options_AreAllOfThem()
    {
        string page = CheckedOut.Read("docs/guide/server.md");

        Assert.All(typeof(RpressOptions).GetProperties(), option => Assert.Contains($"| `{option.Name}` |", page));
    }

    [Fact]
    public void Readme_Length_IsAtMost200Lines() => Assert.InRange(CheckedOut.Read("README.md").Split('\n').Length, 20, 201);

    [Fact]
    public void RulesPage_Code_IsWhatTheSourcesName()
    {
        string page = CheckedOut.Read("docs/protocol/rules.md");

        Assert.All(NamingRules("src/Rpress", Rule()).Concat(NamingRules("src/Rpress.SocketIo.Protocol", PacketRule())).Concat(NamingRules("src/Rpress.Client", PacketRule())), path => Assert.Contains($"`{path}`", page));
        Assert.All(
            CodeFile().Matches(page).Select(match => match.Groups["path"].Value),
            path => Assert.True(_ruleRoots.Any(root => File.Exists(Path.Combine(CheckedOut.Root, root, path))), path));
    }

    [Fact]
    public void RulesPage_Tests_Exist()
    {
        string[] classes = [.. CheckedOut.FilesUnder("tests", "*Tests.cs").Select(path => Path.GetFileNameWithoutExtension(path))];

        Assert.All(TestClass().Matches(CheckedOut.Read("docs/protocol/rules.md")).Select(match => match.Value), name => Assert.Contains(name, classes));
    }

    private static IEnumerable<string> NamingRules(string root, Regex rule) =>
        CheckedOut.FilesUnder(root, "*.cs").Where(path => rule.IsMatch(CheckedOut.Read(path))).Select(path => path[(root.Length + 1)..]);

    // indentation and empty lines are a matter of the place
    private static string Normalize(string code) =>
        string.Concat(code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => "\n" + line)) + "\n";

    private static IEnumerable<string> Anchors(string markdown) => markdown.Split('\n')
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^```(nginx|haproxy)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BalancerBlock();

    [GeneratedRegex(@"\]\((?<target>[^):\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(RFC \d|WHATWG).*§|RFC \d{4}\)")]
    private static partial Regex Rule();

    [GeneratedRegex(@"(engine\.io v4|socket\.io-protocol v5), """)]
    private static partial Regex PacketRule();

    [GeneratedRegex(@"`(?<path>(?:[A-Za-z]+/)+[A-Za-z.]+\.cs)`")]
    private static partial Regex CodeFile();

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*Tests\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();
}
