using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>An adapter that fails must not take the connection, its clean-up or the process with it.</summary>
public sealed class SocketIoAdapterFailureTests
{
    [Fact]
    public async Task Adapter_ThatFails_IsLoggedAndSocketsStillEnd()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        var io = new RpressIo { Adapter = joined => new FailingAdapter(joined) };
        io.OnConnection(socket => socket.OnDisconnect(reason.SetResult));
        await using var server = await SocketIoServer.StartAsync(io);
        await using SocketIoWire client = await server.JoinAsync();

        await client.LeaveAsync();

        Assert.Same(DisconnectReason.TransportClose, await reason.Task);
        Assert.Empty(io.Sockets);
        Assert.Equal(2, server.Failures.Count(entry => entry.Message == "The adapter of / failed."));
    }

    [Fact]
    public async Task Adapter_ThatCannotBeMade_FailsTheStart()
    {
        var io = new RpressIo { Adapter = _ => throw new InvalidOperationException("no adapter") };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SocketIoServer.StartAsync(io));

        Assert.Equal("no adapter", error.Message);
    }

    private sealed class FailingAdapter(RpressNamespace joined) : InMemoryAdapter(joined)
    {
        public override Task AddAllAsync(string socketId, IReadOnlyCollection<string> rooms) => throw new InvalidOperationException("add");

        public override Task RemoveAllAsync(string socketId) => throw new InvalidOperationException("remove");
    }
}
