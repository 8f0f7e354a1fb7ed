using System.Globalization;
using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What our server must bear, one after the other in one process, each with a verdict.</summary>
internal sealed class StressScenario : IScenario
{
    private const int Connections = 5_000;
    private const int Limit = 4_096;
    private const int Slow = 20;
    private const int ReadTimeout = 5; // seconds
    private const int Body = 15; // MB
    private const int LargestBody = 10; // MB
    private const int Checks = 10;
    private static readonly Metric[] _columns = [StressMetrics.Served, StressMetrics.Refused, StressMetrics.Hung, Metrics.P99, StressMetrics.Seconds];

    public string Name => "stress";

    public string Group => ScenarioGroup.Stress;

    public string Title => "floods, slow clients and large bodies";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        (int connections, int limit) = FileLimit.Refuses(Connections) is null ? (Connections, Limit) : (Connections / 5, Limit / 5);
        StressCheck[] checks =
        [
            new($"{connections} connections at a limit of {limit}", new ConnectionFlood(connections, limit).RunAsync),
            new($"{Slow} slow connections", new SlowConnections(Slow, TimeSpan.FromSeconds(ReadTimeout)).RunAsync),
            new($"{Body} MB at a limit of {LargestBody} MB", new LargeBody(Body, isChunked: false).RunAsync),
            new($"{Body} MB in chunks at a limit of {LargestBody} MB", new LargeBody(Body, isChunked: true).RunAsync),
            new($"{Checks} health checks afterwards", new HealthChecks(Checks).RunAsync),
        ];
        await using RunningPeer server = await RunningPeer.StartAsync(
            Peer.Ours,
            ("BENCH_MAX_CONN", limit.ToString(CultureInfo.InvariantCulture)),
            ("BENCH_READ_TIMEOUT", ReadTimeout.ToString(CultureInfo.InvariantCulture)),
            ("BENCH_MAX_BODY_MB", LargestBody.ToString(CultureInfo.InvariantCulture)));
        var verdicts = new List<Verdict>();
        var rows = new List<ServerResult>();
        foreach (StressCheck check in checks)
        {
            (Verdict verdict, Sample figures) = await check.TakeAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
            verdicts.Add(verdict);
            rows.Add(new(check.Name, true, [figures]));
            settings.Progress.Write($"  {verdict}");
        }

        return
        [
            new(Name, Group, Title, $"Our server alone, with a read time-out of {ReadTimeout} s.", "request", StressMetrics.Seconds, _columns, rows)
            {
                Verdicts = verdicts,
                HasRatios = false,
            },
        ];
    }
}
