namespace Rpress.LoadRunner;

/// <summary>Runs scenarios of requests and prints a table for each.</summary>
internal static class HttpLoads
{
    // tiered compilation is done with the hot path after so many
    private const int LeastWarmUp = 30_000;

    public static async Task RunAsync(IEnumerable<Scenario> scenarios, int rounds, int divisor)
    {
        foreach (Scenario scenario in scenarios.Select(scenario => scenario.Scaled(divisor)))
        {
            var results = await Rounds.RunAsync(scenario.Name, Peer.All, rounds, peer => RunningPeer.StartAsync(peer), async server =>
            {
                await LoadGenerator.RunAsync(scenario with { Requests = Math.Max(scenario.Requests, LeastWarmUp / divisor) }, server.Port);
                return await Measurement.TakeAsync(scenario, server);
            });
            Console.WriteLine(Report.Of(scenario, results));
        }
    }
}
