using System.Globalization;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>Runs scenarios of sockets and prints a table for each.</summary>
internal static class SocketLoads
{
    private const int IdleConnections = 10_000;

    // tiered compilation has done with the hot path after half of a scenario's messages
    private const int WarmUpDivisor = 2;

    // as by default: what is sent to keep idle connections alive is little
    private static readonly (string, string)[] _calmHeartbeat = [("BENCH_PING_INTERVAL", "25"), ("BENCH_PING_TIMEOUT", "20")];

    public static async Task RunIdleAsync(int rounds, int divisor)
    {
        int connections = Setting.Read("BENCH_IDLE_CONNECTIONS", IdleConnections / divisor);
        if (FileLimit.Refuses(connections) is { } reason)
        {
            connections /= 4;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reason} {connections} are taken."));
        }

        var results = await Rounds.RunAsync(
            IdleMeasurement.Name,
            Peer.Sockets,
            rounds,
            peer => RunningPeer.StartAsync(peer, _calmHeartbeat),
            server => IdleMeasurement.TakeAsync(server, connections));
        Console.WriteLine(SocketReport.Of(connections, results));
    }

    public static async Task RunAsync(IEnumerable<SocketScenario> scenarios, int rounds, int divisor)
    {
        foreach (SocketScenario scenario in scenarios.Select(scenario => scenario.Scaled(divisor)))
        {
            if (scenario.Servers > 1 && Peer.RedisVersion is null)
            {
                Console.Error.WriteLine($"{scenario.Name} is left out: redis-server is missing.");
                continue;
            }

            var results = await Rounds.RunAsync(
                scenario.Name,
                Peer.Sockets,
                rounds,
                peer => RunningServers.StartAsync(peer, scenario.Servers, _calmHeartbeat),
                async servers =>
                {
                    await using SocketLoad load = await SocketLoad.ConnectAsync(scenario, servers.EndPoints);
                    await load.RunAsync(servers, WarmUpDivisor);
                    return await load.RunAsync(servers);
                });
            Console.WriteLine(SocketReport.Of(scenario, results));
        }
    }
}
