using System.Globalization;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>What the memory of an idle connection is.</summary>
internal sealed class IdleScenario : IScenario
{
    private const string Unit = "connection";
    private const int Connections = 10_000;
    private const int Settled = 20;
    private static readonly Metric[] _columns = [Metrics.MemoryPerConnection, Metrics.MemoryBefore, Metrics.Memory, Metrics.Failed];

    public string Name => "socketio-idle";

    public string Group => ScenarioGroup.Sockets;

    public string Title => "memory of idle connections";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        int connections = Setting.Read("BENCH_IDLE_CONNECTIONS", Connections / settings.Divisor);
        string[] notes = [];
        if (FileLimit.Refuses(connections) is { } reason)
        {
            connections /= 4;
            notes = [string.Create(CultureInfo.InvariantCulture, $"{reason} {connections} are taken.")];
        }

        IReadOnlyList<ServerResult> servers = await new Rounds(settings, Unit, Metrics.MemoryPerConnection).RunAsync(
            SocketPeers.All,
            peer => RunningServers.StartAsync(peer, 1, SocketScenario.CalmHeartbeat),
            server => new IdleMeasurement(Settled / settings.Divisor).TakeAsync(server, connections));
        string explanation = string.Create(CultureInfo.InvariantCulture, $"{connections:#,0} idle connections; resident memory with them less that before them.");
        return [new(Name, Group, Title, explanation, Unit, Metrics.MemoryPerConnection, _columns, servers) { Notes = notes }];
    }
}
