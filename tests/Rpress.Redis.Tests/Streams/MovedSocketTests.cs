using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Streams;

/// <summary>What a client that goes on at another server does to others, and to its other sockets.</summary>
public sealed class MovedSocketTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Client_OfTwoNamespaces_GoesOnInBoth()
    {
        var cluster = new RecoveryCase(await redis.GetAddressAsync());
        await using ClusterServer first = await cluster.StartAsync(Configure);
        await using ClusterServer second = await cluster.StartAsync(Configure);
        (SocketIoWire lost, string main, string mainPid, string mainOffset) = await RecoveryCase.JoinAsync(first);
        await using SocketIoWire open = lost; // the server does not notice
        (string chat, string chatPid, string chatOffset) = await RecoveryCase.JoinAsync(first, lost, "/chat");

        (SocketIoWire back, string? mainAgain, _, _) = await RecoveryCase.ReturnAsync(second, mainPid, mainOffset);
        await using SocketIoWire returned = back;
        await Eventually.TrueAsync(() => first.Io.Of("/chat").Sockets.Count == 0, "the old server to end the connection"); // the client joins its second namespace later
        await RecoveryCase.WhenIdleAsync(first);
        (string? chatAgain, _, _) = await RecoveryCase.ReturnAsync(back, chatPid, chatOffset, "/chat");

        Assert.Equal((main, chat), (mainAgain, chatAgain));
    }

    [Fact]
    public async Task Socket_InTheRoomOfAnotherThatMoves_Stays()
    {
        var cluster = new RecoveryCase(await redis.GetAddressAsync());
        await using ClusterServer first = await cluster.StartAsync(Configure);
        await using ClusterServer second = await cluster.StartAsync(Configure);
        (SocketIoWire lost, string id, string pid, string offset) = await RecoveryCase.JoinAsync(first);
        (SocketIoWire watcher, string watcherId, _, _) = await RecoveryCase.JoinAsync(first);
        await using SocketIoWire watching = watcher;
        await first.Io.Sockets.Single(socket => socket.Id == watcherId).JoinAsync(id);
        await lost.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(first, id);
        await cluster.WhenSavedAsync(pid);

        (SocketIoWire back, string? again, _, _) = await RecoveryCase.ReturnAsync(second, pid, offset);
        await using SocketIoWire returned = back;
        Assert.Equal(id, again);
        await second.Io.EmitAsync("fence"); // behind what the servers tell each other
        while (!(await watching.ReadAsync()).Contains("fence", StringComparison.Ordinal))
        {
        }


        Assert.Contains(first.Io.Sockets, socket => socket.Id == watcherId);
    }

    private static void Configure(RpressIo io)
    {
        io.Of("/").OnConnection(_ => { });
        io.Of("/chat").OnConnection(_ => { });
    }
}
