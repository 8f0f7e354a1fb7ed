namespace Rpress.LoadRunner;

/// <summary>Measures servers in turn, each started anew, so that what disturbs the machine disturbs all of them.</summary>
/// <param name="settings">How many rounds.</param>
/// <param name="unit">What the samples count.</param>
/// <param name="shown">The metric that is told as the run goes on.</param>
internal sealed class Rounds(RunSettings settings, string unit, Metric shown)
{
    /// <summary>One sample of each server in each round.</summary>
    public async Task<IReadOnlyList<ServerResult>> RunAsync<TServer>(
        IReadOnlyList<Peer> peers, Func<Peer, Task<TServer>> start, Func<TServer, Task<Sample>> measure)
        where TServer : IAsyncDisposable =>
        (await RunAsync(peers, 1, start, async (_, server) => [await measure(server)]))[0];

    /// <summary>Several samples of each server in each round: the results of the first of them, of the second, and so on.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ServerResult>>> RunAsync<TServer>(
        IReadOnlyList<Peer> peers, int samples, Func<Peer, Task<TServer>> start, Func<Peer, TServer, Task<IReadOnlyList<Sample>>> measure)
        where TServer : IAsyncDisposable
    {
        var taken = peers.ToDictionary(peer => peer, _ => new List<IReadOnlyList<Sample>>());
        for (int round = 1; round <= settings.Rounds; round++)
        {
            foreach (Peer peer in peers)
            {
                await using TServer server = await start(peer);
                IReadOnlyList<Sample> measured = await measure(peer, server);
                taken[peer].Add(measured);
                foreach (Sample sample in measured)
                {
                    settings.Progress.Tell(round, settings.Rounds, peer.Name, shown, unit, sample[shown]);
                }
            }
        }

        return
        [
            .. Enumerable.Range(0, samples).Select(i =>
                peers.Select(peer => new ServerResult(peer.Name, peer.IsOurs, [.. taken[peer].Select(round => round[i])])).ToList()),
        ];
    }
}
