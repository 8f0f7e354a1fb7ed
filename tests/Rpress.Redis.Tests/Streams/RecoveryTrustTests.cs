using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Streams;

/// <summary>What clients that come back may get.</summary>
public sealed class RecoveryTrustTests
{
    [Fact]
    public async Task Client_ThatNamesAnOlderOffset_DoesNotGetWhatWasSentBeforeItCame()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var cluster = new RecoveryCase(redis.Address);
        await using ClusterServer server = await cluster.StartAsync();
        (SocketIoWire other, _, _, string old) = await RecoveryCase.JoinAsync(server);
        await using SocketIoWire othersWire = other;
        await server.Io.To("vip").EmitAsync("secret");
        (SocketIoWire wire, string id, string pid, _) = await RecoveryCase.JoinAsync(server);
        await server.Io.Sockets.Single(socket => socket.Id == id).JoinAsync("vip");
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await cluster.WhenSavedAsync(pid);

        (SocketIoWire back, _, _, List<string> missed) = await RecoveryCase.ReturnAsync(server, pid, old);
        await using SocketIoWire returned = back;

        Assert.DoesNotContain(missed, packet => packet.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_ThatWasSentAwayWhileRedisDidNotAnswer_DoesNotComeBackAsTheSame()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var cluster = new RecoveryCase(redis.Address);
        await using ClusterServer server = await cluster.StartAsync();
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(server);
        await using SocketIoWire lost = wire;
        await redis.FreezeAsync();
        await server.Io.Sockets.Single().DisconnectAsync(close: true);
        await RecoveryCase.WhenIdleAsync(server); // it has tried to forget the session
        await redis.ThawAsync();
        await Eventually.TrueAsync(async () => await IsBackAsync(server), "Redis to answer", TimeSpan.FromSeconds(20));

        (SocketIoWire back, string? again, _, _) = await RecoveryCase.ReturnAsync(server, pid, offset);
        await using SocketIoWire returned = back;

        Assert.NotEqual(id, again);
    }

    [Fact]
    public async Task Client_InMoreRoomsThanItsNewServerAllows_ComesBackAsAnother()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var cluster = new RecoveryCase(redis.Address);
        await using ClusterServer first = await cluster.StartAsync();
        await using ClusterServer second = await cluster.StartAsync(config: new() { MaxRooms = 2 });
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(first);
        await first.Io.Sockets.Single().JoinAsync("a", "b", "c", "d");
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(first, id);
        await cluster.WhenSavedAsync(pid);

        (SocketIoWire back, string? again, _, _) = await RecoveryCase.ReturnAsync(second, pid, offset);
        await using SocketIoWire returned = back;
        Assert.NotEqual(id, again);
        await second.Io.To(again!).EmitAsync("hello");

        string packet = await back.ReadAsync().WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.StartsWith("""42["hello",""", packet, StringComparison.Ordinal);
    }

    private static async Task<bool> IsBackAsync(ClusterServer server)
    {
        try
        {
            return await server.Adapter.GetServerCountAsync() == 1;
        }
        catch (Exception error) when (error is StackExchange.Redis.RedisException or TimeoutException)
        {
            return false;
        }
    }
}
