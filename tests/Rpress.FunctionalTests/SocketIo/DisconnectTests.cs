using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>socket.io: who ends a socket, what its handlers are told, and what goes on.</summary>
public sealed class DisconnectTests
{
    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Disconnect_FromTheClient_EndsThatNamespaceAlone(string transport)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        server.Io.Of("admin");
        SocketIoWire client = await server.JoinAsync(transport: transport);
        await client.JoinAsync("/admin");

        await client.SendAsync("41");

        Assert.Equal("client namespace disconnect", (await reason.Task).ToString());
        Assert.Empty(server.Io.Sockets);
        await server.Io.Of("admin").EmitAsync("on");
        Assert.Equal("""42/admin,["on"]""", await client.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task DisconnectAsync_OfOneNamespace_LeavesTheConnection(string transport)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync(transport: transport);

        await server.Io.Sockets.Single().DisconnectAsync();

        Assert.Equal("41", await client.ReadAsync());
        Assert.Equal("server namespace disconnect", (await reason.Task).ToString());
        await client.JoinAsync();
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task DisconnectAsync_OfTheConnection_TellsEveryNamespaceFirst(string transport)
    {
        var reasons = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason => reasons.Add(reason.ToString())));
        server.Io.Of("admin").OnConnection(socket => socket.OnDisconnect(reason => reasons.Add(reason.ToString())));
        SocketIoWire client = await server.JoinAsync(transport: transport);
        await client.JoinAsync("/admin");

        await server.Io.Sockets.Single().DisconnectAsync(close: true);

        Assert.Equal(["41", "41/admin,"], await client.ReadToEndAsync());
        await Eventually.TrueAsync(() => reasons.Count == 2, "both handlers");
        Assert.All(reasons, reason => Assert.Equal("server namespace disconnect", reason));
        Assert.Equal(0, server.Io.Engine.SessionCount);
    }

    [Theory]
    [InlineData(EioConfig.WebSocket)]
    [InlineData(EioConfig.Polling)]
    public async Task Client_ThatLeaves_IsATransportClose(string transport)
    {
        var reason = new TaskCompletionSource<(DisconnectReason, int, bool)>();
        await using var server = await SocketIoServer.StartAsync(socket =>
            socket.OnDisconnect(why => reason.SetResult((why, socket.Rooms.Count, socket.IsConnected))));
        SocketIoWire client = await server.JoinAsync(transport: transport);

        await client.LeaveAsync();

        Assert.Equal((DisconnectReason.TransportClose, 0, false), await reason.Task);
    }

    [Fact]
    public async Task Client_ThatDoesNotAnswerPings_IsAPingTimeout()
    {
        var clock = new TestClock();
        var reason = new TaskCompletionSource<DisconnectReason>();
        var io = new RpressIo();
        io.OnConnection(socket => socket.OnDisconnect(reason.SetResult));
        await using var server = await SocketIoServer.StartAsync(io, clock);
        SocketIoWire client = await server.ConnectAsync(new SocketIoWireOptions { AnswersPings = false });
        await client.JoinAsync();

        clock.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("2", await client.ReadAsync());
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("ping timeout", (await reason.Task).ToString());
    }

    [Fact]
    public async Task OnDisconnect_AfterTheFact_IsCalledAtOnce()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();
        await socket.DisconnectAsync();
        var reason = new TaskCompletionSource<DisconnectReason>();

        socket.OnDisconnect(reason.SetResult);

        Assert.Same(DisconnectReason.ServerNamespaceDisconnect, await reason.Task);
        Assert.Equal("41", await client.ReadAsync());
    }

    [Fact]
    public async Task OnDisconnect_ThatThrows_IsLoggedAndTheOthersRun()
    {
        var (called, io) = (new TaskCompletionSource(), new RpressIo());
        io.OnConnection(socket =>
        {
            socket.OnDisconnect(_ => throw new InvalidOperationException("first"));
            socket.OnDisconnect(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("second");
            });
            socket.OnDisconnect(_ => called.SetResult());
            socket.On("fence", () => 1);
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""420["fence"]""");
        Assert.Equal("430[1]", await client.ReadAsync()); // all handlers are there: one added later would run at once, beside the others

        await client.LeaveAsync();

        await called.Task;
        Assert.Equal(["first", "second"], server.Failures.Select(entry => entry.Exception?.Message));
        Assert.All(server.Failures, entry => Assert.Equal(LogLevel.Error, entry.Level));
    }

    [Fact]
    public async Task Emit_ToADisconnectedSocket_GoesNowhere()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();
        await socket.DisconnectAsync();

        await socket.EmitAsync("lost");
        await socket.JoinAsync("room");
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => socket.EmitWithAckAsync<int>("lost", TestContext.Current.CancellationToken));

        Assert.Empty(socket.Rooms);
        Assert.Equal("41", await client.ReadAsync());
        await client.JoinAsync();
    }

    [Fact]
    public async Task SlowClient_OverItsSendQueue_IsClosedWhileOthersReceive()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(
            socket => socket.On("slow", () => socket.OnDisconnect(reason.SetResult)), engine: new EioConfig { MaxSendQueueSize = 100_000 });
        SocketIoWire slow = await server.ConnectAsync(new SocketIoWireOptions { IsReading = false });
        await slow.SendAsync("40");
        await slow.SendAsync("""42["slow"]""");
        await Eventually.TrueAsync(() => server.Io.Sockets.Count == 1, "the slow client");
        SocketIoWire quick = await server.JoinAsync();
        string text = new('x', 50_000);

        int sent = 0;
        while (!reason.Task.IsCompleted)
        {
            await server.Io.EmitAsync("big", sent++, text);
            Assert.Equal($"""42["big",{sent - 1},"{text}"]""", await quick.ReadAsync());
        }

        Assert.Equal("send queue full", (await reason.Task).ToString());
        await server.Io.EmitAsync("after");
        Assert.Equal("""42["after"]""", await quick.ReadAsync());
    }
}
