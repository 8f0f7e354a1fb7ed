namespace Rpress.LoadRunner;

/// <summary>Measures servers in turn, started anew in each round, so that what disturbs the machine disturbs all of them.</summary>
/// <param name="settings">How many rounds.</param>
/// <param name="unit">What the samples count.</param>
/// <param name="shown">The metric that is told as the run goes on.</param>
internal sealed class Rounds(RunSettings settings, string unit, Metric shown)
{
    /// <summary>How often the turn of each comes where servers run together: the machine gets faster and slower within seconds, and so does it for all of them.</summary>
    public const int Turns = 4;

    /// <summary>One sample of each server in each round, one server at a time.</summary>
    public async Task<IReadOnlyList<ServerResult>> RunAsync<TServer>(
        IReadOnlyList<Peer> peers, Func<Peer, Task<TServer>> start, Func<TServer, Task<Sample>> measure)
        where TServer : IAsyncDisposable =>
        (await RunAsync(peers, 1, start, async (_, server) => [await measure(server)]))[0];

    /// <summary>Several samples of each server in each round, one server at a time: the results of the first of them, of the second, and so on.</summary>
    public Task<IReadOnlyList<IReadOnlyList<ServerResult>>> RunAsync<TServer>(
        IReadOnlyList<Peer> peers, int samples, Func<Peer, Task<TServer>> start, Func<Peer, TServer, Task<IReadOnlyList<Sample>>> measure)
        where TServer : IAsyncDisposable =>
        RunAsync<TServer>([.. peers.Select(peer => new[] { peer })], samples, start, async servers => [await measure(servers[0].Peer, servers[0].Server)]);

    /// <summary>Several samples of each server in each round, all servers running at the same time.</summary>
    public Task<IReadOnlyList<IReadOnlyList<ServerResult>>> RunTogetherAsync<TServer>(
        IReadOnlyList<Peer> peers,
        int samples,
        Func<Peer, Task<TServer>> start,
        Func<IReadOnlyList<(Peer Peer, TServer Server)>, Task<IReadOnlyList<IReadOnlyList<Sample>>>> measure)
        where TServer : IAsyncDisposable =>
        RunAsync([peers], samples, start, measure);

    private async Task<IReadOnlyList<IReadOnlyList<ServerResult>>> RunAsync<TServer>(
        IReadOnlyList<IReadOnlyList<Peer>> groups,
        int samples,
        Func<Peer, Task<TServer>> start,
        Func<IReadOnlyList<(Peer Peer, TServer Server)>, Task<IReadOnlyList<IReadOnlyList<Sample>>>> measure)
        where TServer : IAsyncDisposable
    {
        Peer[] peers = [.. groups.SelectMany(group => group)];
        var taken = peers.ToDictionary(peer => peer, _ => new List<IReadOnlyList<Sample>>());
        for (int round = 1; round <= settings.Rounds; round++)
        {
            foreach (IReadOnlyList<Peer> group in groups)
            {
                foreach ((Peer peer, IReadOnlyList<Sample> measured) in group.Zip(await MeasureAsync(group, start, measure)))
                {
                    taken[peer].Add(measured);
                    foreach (Sample sample in measured)
                    {
                        settings.Progress.Tell(round, settings.Rounds, peer.Name, shown, unit, sample[shown]);
                    }
                }
            }
        }

        return
        [
            .. Enumerable.Range(0, samples).Select(i =>
                peers.Select(peer => new ServerResult(peer.Name, peer.IsOurs, [.. taken[peer].Select(round => round[i])])).ToList()),
        ];
    }

    private static async Task<IReadOnlyList<IReadOnlyList<Sample>>> MeasureAsync<TServer>(
        IReadOnlyList<Peer> peers, Func<Peer, Task<TServer>> start, Func<IReadOnlyList<(Peer Peer, TServer Server)>, Task<IReadOnlyList<IReadOnlyList<Sample>>>> measure)
        where TServer : IAsyncDisposable
    {
        var servers = new List<(Peer Peer, TServer Server)>();
        try
        {
            foreach (Peer peer in peers)
            {
                servers.Add((peer, await start(peer)));
            }

            return await measure(servers);
        }
        finally
        {
            foreach ((_, TServer server) in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
