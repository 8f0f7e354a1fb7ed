using System.Globalization;
using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Streams;

/// <summary>A server to which a client is connected yet, that goes on elsewhere.</summary>
public sealed class SessionOwnerTests
{
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Server_ThatHasNotHeardThatAClientHasMoved_DoesNotTakeItsSessionBack()
    {
        var clock = new TestClock();
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using TcpProxy network = TcpProxy.Start(int.Parse(redis.Address.Split(':')[1], CultureInfo.InvariantCulture));
        await using ConnectionMultiplexer commands = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await using TestServer first = await StartAsync($"127.0.0.1:{network.Port}", clock, out RpressIo near);
        await using TestServer second = await StartAsync(redis.Address, TimeProvider.System, out RpressIo far);
        await using SocketIoWire before = await SocketIoWire.ConnectAsync(first);
        await before.JoinAsync();
        string key = "sio:session:" + before.Pid;
        await near.EmitAsync("hello");
        await far.EmitAsync("hello");
        string offset = (await before.ReadAsync(2))[1].Split('"')[3];
        await Eventually.TrueAsync(async () => await OwnerOfAsync(commands, key) is not null, "the session to be saved", _ample);
        string? old = await OwnerOfAsync(commands, key);

        // the first can tell Redis what it likes, and hears nothing
        network.Hold(TcpDirection.ToClient);
        await using SocketIoWire after = await SocketIoWire.ConnectAsync(second);
        await after.JoinAsync(auth: $$"""{"pid":"{{before.Pid}}","offset":"{{offset}}"}""");
        await Eventually.TrueAsync(async () => await OwnerOfAsync(commands, key) is { } owner && owner != old, "the second server to save the session", _ample);
        string? now = await OwnerOfAsync(commands, key);
        long told = network.Forwarded(TcpDirection.ToServer);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => network.Forwarded(TcpDirection.ToServer) > told, "the first server to turn to Redis", _ample);
        network.Resume(TcpDirection.ToClient);

        await Eventually.TrueAsync(() => near.Engine.SessionCount == 0, "the first server to hear that the client has moved", _ample);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(now, await OwnerOfAsync(commands, key));
    }

    private static Task<TestServer> StartAsync(string address, TimeProvider time, out RpressIo io)
    {
        io = ClusterIo.Create(ClusterKind.Recovery, address);
        return TestServer.StartAsync(new RpressApp(new RpressOptions { TimeProvider = time, LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(io));
    }

    private static async Task<string?> OwnerOfAsync(ConnectionMultiplexer redis, string key) =>
        (string?)await redis.GetDatabase().StringGetAsync(key) is { } stored ? StoredSession.OwnerOf(stored) : null;
}
