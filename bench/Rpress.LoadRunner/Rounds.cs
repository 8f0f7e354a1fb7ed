namespace Rpress.LoadRunner;

/// <summary>Measures servers in turn, each started anew, so that what disturbs the machine disturbs all of them.</summary>
internal static class Rounds
{
    public static async Task<Dictionary<Peer, List<T>>> RunAsync<T>(
        string name, IReadOnlyList<Peer> peers, int rounds, (string Name, string Value)[] environment, Func<RunningPeer, Task<T>> measure)
    {
        var results = peers.ToDictionary(peer => peer, _ => new List<T>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Peer peer in peers)
            {
                Console.Error.WriteLine($"{name}, round {round} of {rounds}: {peer.Name}");
                await using RunningPeer server = await RunningPeer.StartAsync(peer, environment);
                results[peer].Add(await measure(server));
            }
        }

        return results;
    }
}
