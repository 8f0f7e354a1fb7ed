using Rpress.ClusterHost;
using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Connections;

/// <summary>A server hears the others from its start on: Redis has confirmed what it subscribed to.</summary>
public sealed class ConfirmedSubscriptionTests : IAsyncLifetime
{
    private const string Room = "room 1";

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    private RedisServerProcess _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private WatchedRedis _watched = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(_redis.Address));
        _watched = new(_connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Start_WhileSomeNodeIsNotConnected_DoesNotAskThatOne()
    {
        await using ClusterServer server = await ClusterServer.StartAsync(_watched.Connection);

        Assert.Equal(1, await server.Adapter.GetServerCountAsync());
    }

    [Fact]
    public async Task Start_UntilItIsConfirmed_IsNotDone()
    {
        _watched.Hold("socket.io");

        Task<ClusterServer> starting = ClusterServer.StartAsync(_watched.Connection);
        await _watched.WhenAsked.WaitAsync(_ample, TestContext.Current.CancellationToken);
        Assert.False(starting.IsCompleted);
        _watched.Release();

        await using ClusterServer server = await starting.WaitAsync(_ample, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_WhereTheUserMayNotSubscribe_FailsAndNamesTheChannel()
    {
        string user = await AddUserWithoutChannelsAsync();
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(new RpressIo().UseRedis(user));
        app.AddEndpoint("127.0.0.1:0");

        RedisTimeoutException error = await Assert.ThrowsAsync<RedisTimeoutException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("has not confirmed the subscription to 'socket.io", error.Message, StringComparison.Ordinal);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Start_WhereTheUserMayNotSubscribeAndRedisMayBeAway_Succeeds()
    {
        string user = await AddUserWithoutChannelsAsync();

        await using ClusterServer server = await ClusterServer.StartAsync(user, new RedisAdapterOptions { StartWithoutRedis = true });
    }

    [Fact]
    public async Task Join_OfARoomLeftAtOnce_DoesNotWaitForItsConfirmation()
    {
        var options = new RedisShardedAdapterOptions { SubscriptionMode = RedisSubscriptionMode.Dynamic };
        await using ClusterServer server = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(_watched.Connection, options));
        await using SocketIoWire client = await server.ConnectAsync();
        string id = Assert.Single(await server.Io.Of("/").FetchSocketsAsync()).Id;
        _watched.Hold(Room);

        Task joining = server.Adapter.AddAllAsync(id, [Room]);
        await _watched.WhenAsked.WaitAsync(_ample, TestContext.Current.CancellationToken);
        Assert.False(joining.IsCompleted);
        await server.Adapter.RemoveAsync(id, Room);

        await joining.WaitAsync(_ample, TestContext.Current.CancellationToken);
    }

    // who asks for a confirmation waits half a second
    private async Task<string> AddUserWithoutChannelsAsync()
    {
        await _connection.GetDatabase().ExecuteAsync("ACL", "SETUSER", "deaf", "on", ">word", "allkeys", "allcommands", "resetchannels");
        return $"{_redis.Address},user=deaf,password=word,syncTimeout=500";
    }
}
