// Runs load scenarios against our server and its peers, in rounds, and prints a table for each: bench/run [scenario …]
using Rpress.LoadRunner;

// tiered compilation is done with the hot path after so many
const int LeastWarmUp = 30_000;

int rounds = Setting.Read("BENCH_ROUNDS", 3);
Scenario[] chosen = args.Length == 0 ? [.. Scenario.All] : [.. Scenario.All.Where(scenario => args.Any(name => scenario.Name == name || scenario.Name.StartsWith(name + "-", StringComparison.Ordinal)))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no such scenario; there are {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}.");
    return 2;
}

foreach (Scenario scenario in chosen.Select(scenario => scenario.Scaled()))
{
    var results = Peer.All.ToDictionary(peer => peer, _ => new List<Measurement>());
    for (int round = 1; round <= rounds; round++)
    {
        // in turn, so that what disturbs the machine disturbs all of them
        foreach (Peer peer in Peer.All)
        {
            Console.Error.WriteLine($"{scenario.Name}, round {round} of {rounds}: {peer.Name}");
            await using RunningPeer server = await RunningPeer.StartAsync(peer);

            await LoadGenerator.RunAsync(scenario with { Requests = Math.Max(scenario.Requests, LeastWarmUp) }, server.Port);
            results[peer].Add(await Measurement.TakeAsync(scenario, server));
        }
    }

    Console.WriteLine(Report.Of(scenario, results));
}

return 0;
