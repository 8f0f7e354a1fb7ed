using System.Text;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Sharded;

/// <summary>Which channels a server with the sharded adapter hears and publishes on.</summary>
public sealed class ShardedChannelTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    private const string SocketIdLike = "a room of 20 letters";

    private readonly string _prefix = $"test-{Guid.NewGuid():N}";

    [Theory]
    [InlineData(RedisSubscriptionMode.Dynamic, 1)]
    [InlineData(RedisSubscriptionMode.DynamicPrivate, 2)]
    [InlineData(RedisSubscriptionMode.Static, 0)]
    public async Task Rooms_WithMembers_HaveChannels(RedisSubscriptionMode mode, int expected)
    {
        await using TestServer server = await StartAsync(mode);
        await using SocketIoWire client = await SocketIoWire.ConnectAsync(server);
        await client.JoinAsync();
        RpressSocket socket = Assert.Single(Io.Sockets);
        await socket.JoinAsync("room");

        await Eventually.TrueAsync(() => Adapter.RoomChannelCount == expected, "the channels to be heard");
        Assert.Equal(expected > 0 ? 1 : 0, await CountAsync("room"));
        Assert.Equal(expected > 1 ? 1 : 0, await CountAsync(socket.Id));

        await socket.JoinAsync("room", "another");
        await socket.LeaveAsync("another");
        await client.LeaveAsync();
        await Eventually.TrueAsync(() => Adapter.RoomChannelCount == 0, "the channels to be left");
        await Eventually.TrueAsync(async () => await CountAsync("room") + await CountAsync("another") == 0, "Redis to know");
    }

    [Fact]
    public async Task Room_JoinedAndLeftAgainAndAgain_IsHeardAtTheEnd()
    {
        await using TestServer server = await StartAsync(RedisSubscriptionMode.Dynamic);
        await using SocketIoWire client = await SocketIoWire.ConnectAsync(server);
        await client.JoinAsync();
        RpressSocket socket = Assert.Single(Io.Sockets);
        for (int n = 0; n < 50; n++)
        {
            Task joining = socket.JoinAsync("room");
            await socket.LeaveAsync("room");
            await joining;
        }

        await socket.JoinAsync("room");

        Assert.Equal(1, Adapter.RoomChannelCount);
        await PublishAsync("room#", Broadcast("room"));
        Assert.Equal("""42["hello"]""", await client.ReadAsync());
    }

    [Theory]
    [InlineData(RedisSubscriptionMode.Dynamic, "room", "room#")]
    [InlineData(RedisSubscriptionMode.Dynamic, SocketIdLike, "")]
    [InlineData(RedisSubscriptionMode.DynamicPrivate, SocketIdLike, SocketIdLike + "#")]
    [InlineData(RedisSubscriptionMode.Static, "room", "")]
    [InlineData(RedisSubscriptionMode.Dynamic, "two rooms", "", "and another")]
    public async Task Broadcast_ToRooms_IsPublishedWhereNodesServersHearIt(RedisSubscriptionMode mode, string room, string channel, params string[] others)
    {
        await using TestServer server = await StartAsync(mode);
        await using ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        ChannelMessageQueue heard = await other.GetSubscriber().SubscribeAsync(RedisChannel.Sharded($"{_prefix}#/#{channel}"));

        await Io.To([room, .. others]).EmitAsync("hello");

        ChannelMessage message = await heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("""{"packet":{"type":2,"data":["hello"],"nsp":"/"},""", Encoding.UTF8.GetString(message.Message!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broadcast_ThatAsksForAcks_GoesToAllServers()
    {
        await using TestServer server = await StartAsync(RedisSubscriptionMode.Dynamic);
        await using ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        ChannelMessageQueue heard = await other.GetSubscriber().SubscribeAsync(RedisChannel.Sharded($"{_prefix}#/#"));

        Task asking = Io.To("room").Timeout(TimeSpan.FromMilliseconds(1)).EmitArgumentsWithAckAsync("hello", [], TestContext.Current.CancellationToken);

        ChannelMessage message = await heard.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("requestId", Encoding.UTF8.GetString(message.Message!), StringComparison.Ordinal);
        await Record.ExceptionAsync(() => asking);
    }

    [Fact]
    public async Task Message_ThatCannotBeRead_IsPassedOver()
    {
        await using TestServer server = await StartAsync(RedisSubscriptionMode.Dynamic);
        await using SocketIoWire client = await SocketIoWire.ConnectAsync(server);
        await client.JoinAsync();

        foreach (string message in (string[])["", "{", "no msgpack", """{"type":3}""", Broadcast("nobody").Replace("\"nsp\":\"/\"}", "\"nsp\":\"/other\"}", StringComparison.Ordinal)])
        {
            await PublishAsync("", message);
        }

        await PublishAsync("", Broadcast(client.Id));
        Assert.Equal("""42["hello"]""", await client.ReadAsync());
    }

    private RpressIo Io { get; } = new();

    private RedisShardedAdapter Adapter => (RedisShardedAdapter)Io.Of("/").Adapter;

    private async Task<TestServer> StartAsync(RedisSubscriptionMode mode)
    {
        Io.UseRedisSharded(await redis.GetAddressAsync(), new() { KeyPrefix = _prefix, SubscriptionMode = mode });
        return await TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(Io));
    }

    private static string Broadcast(string room) =>
        $$$$"""{"type":3,"data":{"packet":{"type":2,"data":["hello"],"nsp":"/"},"opts":{"rooms":["{{{{room}}}}"],"except":[],"flags":{}}},"uid":"x","nsp":"/"}""";

    private async Task PublishAsync(string channel, string message)
    {
        await using ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        await other.GetSubscriber().PublishAsync(RedisChannel.Sharded($"{_prefix}#/#{channel}"), message);
    }

    private async Task<long> CountAsync(string room)
    {
        await using ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        return (long)((RedisResult[])(await other.GetServers()[0].ExecuteAsync("PUBSUB", "SHARDNUMSUB", $"{_prefix}#/#{room}#"))!)[1];
    }
}
