using System.Net;
using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>Three servers in processes of their own, a sender at each, and many clients of all of them.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private const int AtOnce = 100;

    // long enough for the slowest machine
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    private readonly ClusterProcess[] _servers = new ClusterProcess[Series.Servers];
    private readonly List<SeriesSender> _senders = [];

    private ProcessCluster(RedisServerProcess redis) => Redis = redis;

    public RedisServerProcess Redis { get; }

    public IReadOnlyList<ClusterProcess> Servers => _servers;

    public IReadOnlyList<SeriesSender> Senders => _senders;

    public RoamingClient[] Clients { get; private set; } = [];

    /// <summary>Starts it; the senders send from then on.</summary>
    public static async Task<ProcessCluster> StartAsync(ClusterKind kind, int clients, TimeSpan pause)
    {
        var cluster = new ProcessCluster(await RedisServerProcess.StartAsync());
        try
        {
            await cluster.StartAsync(kind, clients);
            for (int server = 0; server < Series.Servers; server++)
            {
                cluster._senders.Add(await SeriesSender.StartAsync(cluster.Servers[server].EndPoint, server, pause));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until each of some clients got more numbers of each series of some servers that is for it.</summary>
    public static Task AllHearAsync(IReadOnlyCollection<RoamingClient> clients, int[] servers, int more)
    {
        Dictionary<(RoamingClient, int), int> before = SeriesOf(clients, servers).ToDictionary(one => one, one => one.Client.Received.NextOf(one.Series));
        return Eventually.TrueAsync(
            () => before.All(one => one.Key.Item1.Received.NextOf(one.Key.Item2) >= one.Value + more),
            $"every client to get {more} more of every series",
            _ample);
    }

    /// <summary>Ends the senders of some servers, and waits until each client got all that they sent.</summary>
    public async Task FinishAsync(params int[] servers)
    {
        foreach (int server in servers)
        {
            await Senders[server].StopAsync();
        }

        await Eventually.TrueAsync(
            () => SeriesOf(Clients, servers).All(one => one.Client.Received.NextOf(one.Series) == Senders[Series.ServerOf(one.Series)].SentOf(one.Series) || one.Client.Received.Fault is not null),
            "every client to get the last of every series",
            _ample);
        Assert.All(Clients, client => Assert.Null(client.Received.Fault));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SeriesSender sender in _senders)
        {
            await sender.DisposeAsync();
        }

        await Parallel.ForEachAsync(Clients.OfType<RoamingClient>(), (client, _) => client.DisposeAsync());
        foreach (ClusterProcess server in _servers.OfType<ClusterProcess>())
        {
            await server.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }

    private static IEnumerable<(RoamingClient Client, int Series)> SeriesOf(IEnumerable<RoamingClient> clients, int[] servers) =>
        clients.SelectMany(client => client.Received.Mine.Where(series => servers.Contains(Series.ServerOf(series))).Select(series => (client, series)));

    private async Task StartAsync(ClusterKind kind, int clients)
    {
        await Parallel.ForAsync(0, Series.Servers, async (i, _) => _servers[i] = await ClusterProcess.StartAsync(kind, Redis.Address));
        EndPoint[] endPoints = [.. _servers.Select(server => server.EndPoint)];
        Clients = new RoamingClient[clients];
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            Clients[i] = await RoamingClient.ConnectAsync(endPoints, i, hasSession: kind == ClusterKind.Recovery));
    }
}
