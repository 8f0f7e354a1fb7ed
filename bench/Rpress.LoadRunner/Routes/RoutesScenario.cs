using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What finding a route takes among 10, 1,000 and 10,000: the micro-benchmark of routing, run as a process of its own.</summary>
internal sealed class RoutesScenario : IScenario
{
    private const string Benchmarks = "bench/Rpress.Benchmarks/bin/Release/net10.0/Rpress.Benchmarks";
    private const string Unit = "look-up";
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
        var rounds = new List<Dictionary<string, double>>();
        while (rounds.Count < settings.Rounds)
        {
            rounds.Add(await MeasureAsync(settings.IsQuick));
            settings.Progress.Tell(rounds.Count, settings.Rounds, RowOf(_sizes[^1]), Metrics.Nanoseconds, Unit, rounds[^1][MethodOf(_paths[0].Method, _sizes[^1])]);
        }

        return [.. _paths.Select(path => new ScenarioResult(path.Result, Group, path.Title, Explanation, Unit, Metrics.Nanoseconds, [Metrics.Nanoseconds], RowsOf(path.Method, rounds)))];
    }

    // the median of each method, which a moment's disturbance does not move
    private static async Task<Dictionary<string, double>> MeasureAsync(bool isQuick)
    {
        using var artifacts = new TempDirectory();
        string[] job = isQuick ? ["--job", "dry"] : ["--iterationTime", "100", "--warmupCount", "5", "--iterationCount", "15"];
        await Tool.UseAsync(
            Path.GetFullPath(Benchmarks),
            ["--filter", "*RoutingBenchmarks*", "--inProcess", .. job, "--exporters", "json", "--artifacts", artifacts.Path]);
        string file = Directory.EnumerateFiles(artifacts.Path, "*.json", SearchOption.AllDirectories).First();
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return report.RootElement.GetProperty("Benchmarks").EnumerateArray().ToDictionary(
            benchmark => benchmark.GetProperty("Method").GetString()!,
            benchmark => benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble());
    }

    private static ServerResult[] RowsOf(string method, List<Dictionary<string, double>> rounds) =>
    [
        .. _sizes.Select(size => new ServerResult(
            RowOf(size), true, [.. rounds.Select(medians => new Sample { [Metrics.Nanoseconds] = medians[MethodOf(method, size)] })])),
    ];

    private static string RowOf(int size) => FormattableString.Invariant($"{size:#,0} routes");

    private static string MethodOf(string method, int size) => FormattableString.Invariant($"{method}Of{size}");
}
