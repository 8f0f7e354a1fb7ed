using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What becomes of a request's cost while something grows: routes, connections, bodies.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Explanation">What happens in it.</param>
/// <param name="Charted">The metric that is drawn.</param>
/// <param name="Sizes">From small to large.</param>
internal sealed record GrowthScenario(string Name, string Title, string Explanation, Metric Charted, IReadOnlyList<GrowthSize> Sizes) : IScenario
{
    private const string Unit = "request";
    private const int MostRounds = 2; // growth is seen in large steps
    private const int MostQuickConnections = 1_000;
    private static readonly Metric _throughput = new("throughput", "MB/s", "#,0", IsHigherBetter: true);
    private static readonly Metric[] _columns =
        [Metrics.Rate, _throughput, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu, Metrics.PeakMemory];

    public string Group => ScenarioGroup.Growth;

    public string? Missing => Tool.Find(H2Load.Program) is null
        ? $"{H2Load.Program} is missing"
        : FileLimit.Refuses(Sizes.Max(size => size.Load.Connections));

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        GrowthSize[] sizes = [.. Sizes.Select(size => size with { Load = Scaled(size.Load, settings) })];
        var rounds = new Rounds(settings with { Rounds = Math.Min(settings.Rounds, MostRounds) }, Unit, Charted);
        var rows = new List<ServerResult>();
        foreach (IGrouping<string, GrowthSize> sharing in sizes.GroupBy(size => string.Join(' ', size.Environment)))
        {
            rows.AddRange(await MeasureAsync(rounds, [.. sharing], new HttpMeasurement(settings.IsQuick)));
        }

        Metric[] columns = [.. _columns.Where(column => rows.Any(row => row.Value(column) is not null))];
        return [new(Name, Group, Title, Explanation, Unit, Charted, columns, [.. rows.OrderBy(row => row.IsOurs ? 0 : 1)])];
    }

    private static async Task<IEnumerable<ServerResult>> MeasureAsync(Rounds rounds, GrowthSize[] sizes, HttpMeasurement measurement)
    {
        IReadOnlyList<IReadOnlyList<ServerResult>> results = await rounds.RunAsync(
            [Peer.Ours, HttpPeers.AspNetCore],
            sizes.Length,
            peer => RunningPeer.StartAsync(peer, [.. sizes[0].Environment]),
            async (peer, server) =>
            {
                // the small ones run the same code
                await measurement.WarmUpAsync(peer, server, [sizes[0].Load]);
                var samples = new List<Sample>();
                foreach (GrowthSize size in sizes)
                {
                    Sample sample = await measurement.TakeAsync(server, size.Load);
                    if (size.Bytes is { } bytes)
                    {
                        sample[_throughput] = sample[Metrics.Rate] * bytes / 1e6;
                    }

                    samples.Add(sample);
                }

                return samples;
            });
        return sizes.Zip(results).SelectMany(taken => taken.Second.Select(server => server with { Server = $"{server.Server}, {taken.First.Label}" }));
    }

    // h2load wants a request for each connection
    private HttpLoad Scaled(HttpLoad load, RunSettings settings)
    {
        int connections = settings.IsQuick ? Math.Min(load.Connections, MostQuickConnections) : load.Connections;
        return load with { Connections = connections, Requests = Math.Max(connections, Setting.Read(Name, "REQUESTS", load.Requests / settings.Divisor)) };
    }
}
