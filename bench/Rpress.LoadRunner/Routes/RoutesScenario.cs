using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What finding a route takes among 10, 1,000 and 10,000: the micro-benchmark of routing, run as a process of its own.</summary>
internal sealed class RoutesScenario : IScenario
{
    private const string Benchmarks = "bench/Rpress.Benchmarks/bin/Release/net10.0/Rpress.Benchmarks";
    private const string Explanation = "Rpress.Benchmarks looks a path up in a tree of routes of the same depth; nothing is sent.";

    // what is looked up, as the methods of the benchmark begin
    private static readonly (string Method, string Result, string Title)[] _paths =
    [
        ("Literal", "routes", "finding a literal route among 10, 1,000 and 10,000"),
        ("Parameter", "routes-parameter", "finding a route with a parameter among 10, 1,000 and 10,000"),
        ("Miss", "routes-miss", "finding that there is no route among 10, 1,000 and 10,000"),
    ];

    private static readonly int[] _sizes = [10, 1_000, 10_000];

    public string Name => "routes";

    public string Group => ScenarioGroup.Growth;

    public string Title => "finding one of 10, 1,000 and 10,000 routes";

    public string? Missing => File.Exists(Benchmarks) ? null : "Rpress.Benchmarks is not built";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        using var artifacts = new TempDirectory();
        await Tool.UseAsync(
            Path.GetFullPath(Benchmarks),
            ["--filter", "*RoutingBenchmarks*", "--inProcess", "--job", settings.IsQuick ? "dry" : "short", "--exporters", "json", "--artifacts", artifacts.Path]);
        string file = Directory.EnumerateFiles(artifacts.Path, "*.json", SearchOption.AllDirectories).First();
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var means = report.RootElement.GetProperty("Benchmarks").EnumerateArray().ToDictionary(
            benchmark => benchmark.GetProperty("Method").GetString()!,
            benchmark => benchmark.GetProperty("Statistics").GetProperty("Mean").GetDouble());
        return
        [
            .. _paths.Select(path => new ScenarioResult(
                path.Result, Group, path.Title, Explanation, "look-up", Metrics.Nanoseconds, [Metrics.Nanoseconds], [.. _sizes.Select(size => RowOf(path.Method, size, means))])),
        ];
    }

    private static ServerResult RowOf(string method, int size, Dictionary<string, double> means) => new(
        FormattableString.Invariant($"{size:#,0} routes"),
        true,
        [new() { [Metrics.Nanoseconds] = means[FormattableString.Invariant($"{method}Of{size}")] }]);
}
