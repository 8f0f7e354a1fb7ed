namespace Rpress.LoadRunner;

/// <summary>Measures servers in turn, each started anew, so that what disturbs the machine disturbs all of them.</summary>
internal static class Rounds
{
    public static async Task<Dictionary<Peer, List<T>>> RunAsync<TServer, T>(
        string name, IReadOnlyList<Peer> peers, int rounds, Func<Peer, Task<TServer>> start, Func<TServer, Task<T>> measure)
        where TServer : IAsyncDisposable
    {
        var results = peers.ToDictionary(peer => peer, _ => new List<T>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Peer peer in peers)
            {
                Console.Error.WriteLine($"{name}, round {round} of {rounds}: {peer.Name}");
                await using TServer server = await start(peer);
                results[peer].Add(await measure(server));
            }
        }

        return results;
    }
}
