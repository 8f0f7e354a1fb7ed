using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What a delivery costs while the recipients of an event grow: all others, and those in a room.</summary>
internal sealed class FanOutScenario : IScenario
{
    private const string Unit = "message";
    private const int MostRounds = 2; // growth is seen in large steps
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(1); // at each size; the server has been warm since the first
    private static readonly Metric[] _columns =
        [Metrics.Rate, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu, Metrics.Memory];

    private static readonly (int Recipients, int Messages)[] _sizes = [(1, 10_000), (100, 200_000), (10_000, 300_000)];

    public string Name => "growth-fan-out";

    public string Group => ScenarioGroup.Growth;

    public string Title => "an event to 1, 100 and 10,000 recipients";

    public string? Missing => FileLimit.Refuses(_sizes[^1].Recipients + 1);

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        SocketScenario[] loads = [.. LoadsOf(settings, "broadcast", "broadcast", "broadcast_msg"), .. LoadsOf(settings, "room", "room_msg", "room_event")];
        IReadOnlyList<IReadOnlyList<ServerResult>> results = await new Rounds(settings with { Rounds = Math.Min(settings.Rounds, MostRounds) }, Unit, Metrics.Cpu).RunAsync(
            SocketPeers.OfClusters,
            loads.Length,
            peer => RunningServers.StartAsync(peer, 1, SocketScenario.CalmHeartbeat),
            async (_, server) =>
            {
                var samples = new List<Sample>();
                foreach (SocketScenario load in loads)
                {
                    samples.Add(await load.MeasureAsync(server, _warmUp / settings.Divisor));
                }

                return samples;
            });
        ServerResult[] rows =
        [
            .. loads.Zip(results)
                .SelectMany(taken => taken.Second.Select(server => server with { Server = $"{server.Server}, {taken.First.Name}" }))
                .OrderBy(row => row.IsOurs ? 0 : 1),
        ];
        const string Explanation = "One sends, and sends again when all recipients have it: by broadcast, and to a room that all are in.";
        return [new(Name, Group, Title, Explanation, Unit, Metrics.Cpu, _columns, rows)];
    }

    private static IEnumerable<SocketScenario> LoadsOf(RunSettings settings, string kind, string sends, string receives) => _sizes.Select(size =>
    {
        int recipients = Math.Max(1, size.Recipients / settings.Divisor);
        string name = FormattableString.Invariant($"{kind} to {recipients:#,0}");
        return new SocketScenario(name, "", recipients + 1, recipients + 1, 1, size.Messages / settings.Divisor, sends, receives);
    });
}
