using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Redis that is not there, goes, comes back, or has stopped answering.</summary>
public sealed class RedisAdapterOutageTests : IAsyncLifetime
{
    private const int Away = 2501;
    private const int Back = 2502;

    // long enough for the slowest machine; what the time is, the long form of the load test says
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    private RedisServerProcess _redis = null!;

    private string Quick => $"{_redis.Address},connectTimeout=500,connectRetry=1";

    public async ValueTask InitializeAsync() => _redis = await RedisServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Start_WithoutRedis_FailsAndNamesTheAddress()
    {
        await _redis.KillAsync();
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(new RpressIo().UseRedis(Quick));
        app.AddEndpoint("127.0.0.1:0");

        RedisConnectionException error = await Assert.ThrowsAsync<RedisConnectionException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"Redis cannot be reached at {_redis.Address}", error.Message, StringComparison.Ordinal);
        Assert.Contains("RedisAdapterOptions.StartWithoutRedis", error.Message, StringComparison.Ordinal);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithoutRedisWhereThatIsAllowed_JoinsTheClusterLater()
    {
        await _redis.KillAsync();
        await using ClusterServer first = await ClusterServer.StartAsync(Quick, new RedisAdapterOptions { StartWithoutRedis = true });
        await using ClusterServer second = await ClusterServer.StartAsync(Quick, new RedisAdapterOptions { StartWithoutRedis = true });
        await using SocketIoWire near = await first.ConnectAsync();
        await using SocketIoWire far = await second.ConnectAsync();

        await first.Io.EmitAsync("alone");
        Assert.Equal("""42["alone"]""", await near.ReadAsync());
        await _redis.RestartAsync();
        await ClusterServer.WhenTogetherAsync([first, second]);
        await first.Io.EmitAsync("together");

        Assert.Equal("""42["together"]""", await near.ReadAsync());
        Assert.Equal("""42["together"]""", await far.ReadAsync());
        Assert.Single(first.LogOf(Away));
        await Eventually.TrueAsync(() => first.LogOf(Back).Count() == 1, "the line that Redis is back");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_WithARedisThatDoesNotAnswer_FailsWhereItMayNotBeAway(bool mayBeAway)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(_redis.Address + ",asyncTimeout=500");
        await _redis.FreezeAsync();

        Task<ClusterServer> starting = ClusterServer.StartAsync(redis, new RedisAdapterOptions { StartWithoutRedis = mayBeAway });

        if (mayBeAway)
        {
            await (await starting).DisposeAsync();
        }
        else
        {
            await Assert.ThrowsAsync<RedisTimeoutException>(() => starting);
        }
    }

    [Fact]
    public async Task Redis_ThatGoesAndComesBack_IsOneLineEach()
    {
        await using ClusterServer first = await ClusterServer.StartAsync(Quick);
        await using ClusterServer second = await ClusterServer.StartAsync(Quick);
        await using SocketIoWire near = await first.ConnectAsync();
        await using SocketIoWire far = await second.ConnectAsync("/");
        await ClusterServer.WhenTogetherAsync([first, second]);

        await _redis.KillAsync();
        await Eventually.TrueAsync(() => first.LogOf(Away).Any(), "the line that Redis is away");
        for (int n = 0; n < 100; n++)
        {
            await first.Io.EmitAsync("alone", n);
            Assert.Equal($"42[\"alone\",{n}]", await near.ReadAsync());
        }

        await first.Io.SocketsJoinAsync("room");
        await first.Io.To("room").EmitAsync("joined");
        Assert.Equal("""42["joined"]""", await near.ReadAsync());
        await AssertQuestionsFailAsync(first);

        await _redis.RestartAsync();
        await ClusterServer.WhenTogetherAsync([first, second]);
        await first.Io.EmitAsync("together");

        Assert.Equal("""42["together"]""", await near.ReadAsync());
        Assert.Equal("""42["together"]""", await far.ReadAsync());
        await Eventually.TrueAsync(() => first.LogOf(Back).Any(), "the line that Redis is back");
        Assert.Single(first.LogOf(Away));
        Assert.Single(first.LogOf(Back));
        Assert.DoesNotContain(first.Log.Entries, entry => entry.EventId.Id is not (Away or Back) && entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.Equal(0, first.Adapter.PendingCount);
    }

    [Fact]
    public async Task Redis_ThatHasStoppedAnswering_HoldsNobodyUp()
    {
        await using ClusterServer node = await ClusterServer.StartAsync(Quick, new RedisAdapterOptions { MaxPublishQueueSize = 10_000 });
        await using SocketIoWire near = await node.ConnectAsync();

        await _redis.FreezeAsync();
        for (int n = 0; n < 1000; n++)
        {
            await node.Io.EmitAsync("alone", n);
            Assert.Equal($"42[\"alone\",{n}]", await near.ReadAsync());
        }

        Assert.Single(node.LogOf(2503));
        await _redis.ThawAsync();
    }

    [Fact]
    public async Task Connection_OfTheCallers_IsUsedAndLeftOpen()
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        await using ClusterServer other = await ClusterServer.StartAsync(Quick);
        await using SocketIoWire far = await other.ConnectAsync();
        await using (ClusterServer node = await ClusterServer.StartAsync(redis))
        {
            await ClusterServer.WhenTogetherAsync([node, other]);
            await node.Io.EmitAsync("hello");
            Assert.Equal("""42["hello"]""", await far.ReadAsync());
        }

        Assert.True(redis.IsConnected);
        await Eventually.TrueAsync(async () => await other.Adapter.GetServerCountAsync() == 1, "the other server to be alone");
    }

    private static async Task AssertQuestionsFailAsync(ClusterServer node)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await Assert.ThrowsAnyAsync<RedisException>(() => node.Io.FetchSocketsAsync());
        await Assert.ThrowsAnyAsync<RedisException>(() => node.Adapter.GetServerCountAsync());
        await Assert.ThrowsAnyAsync<RedisException>(() => node.Io.ServerSide.EmitWithAckAsync<int[]>("x", token));
        await Assert.ThrowsAnyAsync<RedisException>(() => node.Io.To("nobody").Timeout(_ample).EmitWithAckAsync<int[]>("x", token));
        await node.Io.ServerSide.EmitAsync("x");
        Assert.Single(await node.Io.Local.FetchSocketsAsync());
    }
}
