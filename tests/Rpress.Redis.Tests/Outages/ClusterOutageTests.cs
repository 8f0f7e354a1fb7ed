using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>A Redis that is not there, goes, comes back or has stopped answering, with each of the adapters.</summary>
public sealed class ClusterOutageTests : IAsyncLifetime
{
    private const int Away = 2501;
    private const int Back = 2502;

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    private RedisServerProcess _redis = null!;

    public static TheoryData<ClusterKind> Kinds => [ClusterKind.Classic, ClusterKind.Sharded, ClusterKind.Streams, ClusterKind.Recovery];

    private string Quick => $"{_redis.Address},connectTimeout=500,connectRetry=1";

    public async ValueTask InitializeAsync() => _redis = await RedisServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Start_WithoutRedisWhereThatIsAllowed_JoinsTheClusterLater(ClusterKind kind)
    {
        await _redis.KillAsync();
        await using ClusterServer first = await ClusterServer.StartAsync(kind, Quick, isRedisNeeded: false);
        await using ClusterServer second = await ClusterServer.StartAsync(kind, Quick, isRedisNeeded: false);
        await using SocketIoWire near = await first.ConnectAsync();
        await using SocketIoWire far = await ConnectToRoomAsync(second);
        await first.Io.EmitAsync("alone");
        Assert.Equal("""42["alone"]""", await near.ReadAsync());

        await _redis.RestartAsync();
        await WhenHeardAsync(first, far);

        await AssertHeardInOrderAsync(first, far);
        await AssertRoomIsHeardAsync(first, far);
        Assert.Single(first.LogOf(Away));
        await Eventually.TrueAsync(() => first.LogOf(Back).Count() == 1, "the line that Redis is back", _ample);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Redis_ThatGoesAndComesBack_IsOneLineEach(ClusterKind kind)
    {
        await using ClusterServer first = await ClusterServer.StartAsync(kind, Quick);
        await using ClusterServer second = await ClusterServer.StartAsync(kind, Quick);
        first.Io.Of("/other");
        await using SocketIoWire near = await first.ConnectAsync();

        await _redis.KillAsync();
        await Eventually.TrueAsync(() => first.LogOf(Away).Any() && second.LogOf(Away).Any(), "the lines that Redis is away", _ample);
        await using SocketIoWire far = await ConnectToRoomAsync(second); // whose room has to be heard when Redis is back
        for (int n = 0; n < 100; n++)
        {
            await first.Io.EmitAsync("alone", n);
            Assert.Equal($"42[\"alone\",{n}]", await near.ReadAsync());
        }

        await _redis.RestartAsync();
        await WhenHeardAsync(first, far);

        await AssertHeardInOrderAsync(first, far);
        await AssertRoomIsHeardAsync(first, far);
        await Eventually.TrueAsync(() => first.LogOf(Back).Any(), "the line that Redis is back", _ample);
        Assert.Single(first.LogOf(Away));
        Assert.Single(first.LogOf(Back));
        Assert.DoesNotContain(first.Log.Entries, entry => entry.EventId.Id is not (Away or Back) && entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        await Eventually.TrueAsync(() => first.PendingCount == 0, "nothing to be waited for", _ample);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Namespace_ThatIsMadeWhileRedisIsAway_IsHeardWhenItIsBack(ClusterKind kind)
    {
        await using ClusterServer first = await ClusterServer.StartAsync(kind, Quick);
        await using ClusterServer second = await ClusterServer.StartAsync(kind, Quick);
        await _redis.KillAsync();
        await Eventually.TrueAsync(() => first.LogOf(Away).Any() && second.LogOf(Away).Any(), "the lines that Redis is away", _ample);
        first.Io.Of("/late");
        second.Io.Of("/late");
        await using SocketIoWire far = await second.ConnectAsync("/late");

        await _redis.RestartAsync();

        Task<string> heard = far.ReadAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await first.Io.Of("/late").EmitAsync("hello");
                return heard.IsCompleted;
            },
            "the client to hear",
            _ample);
        Assert.Equal("""42/late,["hello"]""", await heard);
        Assert.DoesNotContain(second.Log.Entries, entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData(ClusterKind.Classic, true)]
    [InlineData(ClusterKind.Classic, false)]
    [InlineData(ClusterKind.Sharded, true)]
    [InlineData(ClusterKind.Sharded, false)]
    [InlineData(ClusterKind.Streams, true)]
    [InlineData(ClusterKind.Streams, false)]
    [InlineData(ClusterKind.Recovery, true)]
    [InlineData(ClusterKind.Recovery, false)]
    public async Task Close_WithoutRedis_ComesToAnEnd(ClusterKind kind, bool isFrozen)
    {
        await using ClusterServer server = await ClusterServer.StartAsync(kind, $"{Quick},asyncTimeout=500");
        await using SocketIoWire client = await ConnectToRoomAsync(server);
        await (isFrozen ? _redis.FreezeAsync() : _redis.KillAsync());
        Task sending = server.Io.EmitAsync("last");

        await server.Io.CloseAsync(TestContext.Current.CancellationToken).WaitAsync(_ample, TestContext.Current.CancellationToken);

        await sending.WaitAsync(_ample, TestContext.Current.CancellationToken);
        Assert.Equal(0, server.PendingCount);
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData(ClusterKind.Streams)]
    [InlineData(ClusterKind.Recovery)]
    public async Task Stream_ThatIsBegunAnewByAClockThatIsBehind_IsRead(ClusterKind kind)
    {
        await using ClusterServer first = await ClusterServer.StartAsync(kind, Quick);
        await using ClusterServer second = await ClusterServer.StartAsync(kind, Quick);
        await using SocketIoWire far = await second.ConnectAsync();
        await using (ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(_redis.Address))
        {
            await redis.GetDatabase().StreamAddAsync("socket.io", "from", "a clock that goes wrong", messageId: "99999999999999-0");
            await WhenHeardAsync(first, far); // all have read on to there
        }

        await _redis.RestartAsync();
        await WhenHeardAsync(first, far);

        await AssertHeardInOrderAsync(first, far);
    }

    [Fact]
    public async Task Start_WithoutRedis_KnowsTheStreamsEndLater()
    {
        await _redis.KillAsync();
        await using ClusterServer server = await ClusterServer.StartAsync(ClusterKind.Recovery, Quick, isRedisNeeded: false);

        await _redis.RestartAsync();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        string end = (await redis.GetDatabase().StreamAddAsync("socket.io", "before", "anybody reads")).ToString();

        await Eventually.TrueAsync(async () => await server.Adapter.GetOffsetAsync() == end, "the server to know where the stream ends", _ample);
    }

    private static async Task<SocketIoWire> ConnectToRoomAsync(ClusterServer server)
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(server.Server, new() { LeavesOffsetsOut = true });
        await client.JoinAsync(auth: """{"room":"room"}""");
        return client;
    }

    // what is sent until then may be lost
    private static async Task WhenHeardAsync(ClusterServer from, SocketIoWire client)
    {
        string question = Guid.NewGuid().ToString("N"); // those of another time may yet come
        Task<string> heard = ReadUntilAsync(client, $"42[\"{question}\"");
        await Eventually.TrueAsync(
            async () =>
            {
                await from.Io.EmitAsync(question);
                return heard.IsCompleted;
            },
            "a client of the other server to hear",
            _ample);
        await heard;
    }

    private static async Task AssertHeardInOrderAsync(ClusterServer from, SocketIoWire client)
    {
        for (int n = 0; n < 10; n++)
        {
            await from.Io.EmitAsync("n", n);
            Assert.Equal($"42[\"n\",{n}]", await ReadUntilAsync(client, "42[\"n\""));
        }
    }

    // it may have a channel of its own, which is heard a moment later than the others
    private static async Task AssertRoomIsHeardAsync(ClusterServer from, SocketIoWire client)
    {
        Task<string> heard = ReadUntilAsync(client, "42[\"to the room\"]");
        await Eventually.TrueAsync(
            async () =>
            {
                await from.Io.To("room").EmitAsync("to the room");
                return heard.IsCompleted;
            },
            "the room to be heard",
            _ample);
        await heard;
    }

    private static async Task<string> ReadUntilAsync(SocketIoWire client, string start)
    {
        string packet;
        do
        {
            packet = await client.ReadAsync();
        }
        while (!packet.StartsWith(start, StringComparison.Ordinal));

        return packet;
    }
}
