using Rpress.ClusterHost;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>A server of a cluster, with its log.</summary>
internal sealed class ClusterServer : IAsyncDisposable
{
    private readonly TestServer _server;

    private ClusterServer(RpressIo io, TestServer server, CollectingLoggerFactory log)
    {
        Io = io;
        _server = server;
        Log = log;
    }

    public RpressIo Io { get; }

    public CollectingLoggerFactory Log { get; }

    public System.Net.IPEndPoint EndPoint => _server.EndPoint;

    public TestServer Server => _server;

    public ClusterAdapter Adapter => (ClusterAdapter)Io.Of("/").Adapter;

    /// <summary>What is waited for, of others and of the stream.</summary>
    public int PendingCount => Adapter.PendingCount + ((Adapter as RedisStreamsAdapter)?.OutboxCount ?? 0);

    public static Task<ClusterServer> StartAsync(ClusterKind kind, string address, bool isRedisNeeded = true) =>
        StartAsync(ClusterIo.Create(kind, address, options => options.StartWithoutRedis = !isRedisNeeded));

    public static Task<ClusterServer> StartAsync(string address, RedisAdapterOptions? options = null) => StartAsync(new RpressIo().UseRedis(address, options));

    public static Task<ClusterServer> StartAsync(IConnectionMultiplexer redis, RedisAdapterOptions? options = null) => StartAsync(new RpressIo().UseRedis(redis, options));

    public static async Task<ClusterServer> StartAsync(RpressIo io)
    {
        var log = new CollectingLoggerFactory();
        return new(io, await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = log }).AttachSocketIo(io)), log);
    }

    /// <summary>Waits until each server counts all of them.</summary>
    public static Task WhenTogetherAsync(IReadOnlyCollection<ClusterServer> servers, string @namespace = "/") => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                int[] counts = await Task.WhenAll(servers.Select(server => server.Io.Of(@namespace).Adapter.GetServerCountAsync()));
                return counts.All(count => count == servers.Count);
            }
            catch (RedisException)
            {
                return false;
            }
        },
        "the servers to count each other",
        TimeSpan.FromSeconds(60)); // Redis may only come back meanwhile

    /// <summary>The lines of the log with an id.</summary>
    public IEnumerable<CollectedLogEntry> LogOf(int eventId) => Log.Entries.Where(entry => entry.EventId.Id == eventId);

    public async Task<SocketIoWire> ConnectAsync(string @namespace = "/")
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(_server, new() { LeavesOffsetsOut = true });
        await client.JoinAsync(@namespace);
        return client;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
