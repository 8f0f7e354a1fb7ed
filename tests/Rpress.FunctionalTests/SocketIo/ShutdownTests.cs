using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The end of a server, and several of them.</summary>
public sealed class ShutdownTests
{
    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task CloseAsync_WithClients_DisconnectsThemAndWaitsForHandlers(string transport)
    {
        var (begun, release, left) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<DisconnectReason>());
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnDisconnect(left.SetResult);
            socket.On("work", () =>
            {
                begun.SetResult();
                return release.Task;
            });
        });
        SocketIoWire client = await server.JoinAsync(transport: transport);
        await client.SendAsync("""42["work"]""");
        await begun.Task;

        Task close = server.Io.CloseAsync(TestContext.Current.CancellationToken);

        Assert.Same(DisconnectReason.ServerShuttingDown, await left.Task);
        await client.ReadToEndAsync();
        Assert.False(close.IsCompleted);
        release.SetResult();
        await close;
        Assert.Equal((0, 0), (server.Io.Engine.SessionCount, server.Io.Work.Count));
        var late = await server.Server.GetAsync("/socket.io/?EIO=4&transport=polling");
        var lateSocket = await RawWebSocket.RefusedAsync(server.Server, "/socket.io/?EIO=4&transport=websocket");
        Assert.Equal((503, """{"code":4,"message":"The server is closed."}"""), (late.Status, late.Text));
        Assert.Equal((503, "The server is closed."), (lateSocket.Status, lateSocket.Text));
        await server.Io.CloseAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task CloseAsync_WithAHandlerThatHangs_IsEndedByItsToken()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("work", () =>
        {
            begun.SetResult();
            return release.Task;
        }));
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""42["work"]""");
        await begun.Task;
        using var deadline = new CancellationTokenSource();
        Task close = server.Io.CloseAsync(deadline.Token);

        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => close);
        release.SetResult();
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task AppStop_WithClients_EndsBeforeItsDeadline(string transport)
    {
        var left = new TaskCompletionSource<DisconnectReason>();
        var io = new RpressIo();
        io.OnConnection(socket => socket.OnDisconnect(left.SetResult));
        await using var server = await SocketIoServer.StartAsync(io, options: new RpressOptions { ShutdownTimeout = TimeSpan.FromHours(1) });
        SocketIoWire client = await server.JoinAsync(transport: transport);

        await server.Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("server shutting down", (await left.Task).ToString());
        await client.ReadToEndAsync();
    }

    [Fact]
    public async Task Servers_OnDifferentPaths_AreApart()
    {
        var (one, other) = (new RpressIo(new EioConfig { Path = "/one/" }), new RpressIo(new EioConfig { Path = "/other" }));
        RpressApp app = TestApps.WithoutRoutes().AttachSocketIo(one).AttachSocketIo(other);
        await using var server = await TestServer.StartAsync(app);
        await using SocketIoWire first = await SocketIoWire.ConnectAsync(server, new SocketIoWireOptions { Path = "/one/" });
        await using SocketIoWire second = await SocketIoWire.ConnectAsync(server, new SocketIoWireOptions { Path = "/other/" });
        await first.JoinAsync();
        await second.JoinAsync();

        await other.EmitAsync("to the other");
        await one.EmitAsync("to the one");

        Assert.Equal("""42["to the one"]""", await first.ReadAsync());
        Assert.Equal("""42["to the other"]""", await second.ReadAsync());
    }

    [Fact]
    public async Task AttachSocketIo_OfASecondOneOnThePath_IsRefused()
    {
        await using RpressApp app = TestApps.WithoutRoutes().AttachSocketIo(new RpressIo());

        Assert.Throws<ArgumentException>(() => app.AttachSocketIo(new RpressIo(new EioConfig { Path = "/socket.io" })));
    }

    [Fact]
    public async Task Server_InTwoApplications_FailsTheSecondStart()
    {
        var io = new RpressIo();
        await using var server = await SocketIoServer.StartAsync(io);
        await using RpressApp second = TestApps.WithoutRoutes().AttachSocketIo(io).AddEndpoint("127.0.0.1:0");

        await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        await server.JoinAsync();
    }

    [Fact]
    public async Task Adapter_OfEachNamespace_IsMadeOnce()
    {
        var made = new List<string>();
        var io = new RpressIo
        {
            Adapter = joined =>
            {
                made.Add(joined.Name);
                return new InMemoryAdapter(joined);
            },
        };
        io.Of("admin");
        await using var server = await SocketIoServer.StartAsync(io);
        io.Of("late");
        io.Of("late");

        await server.JoinAsync();
        await server.JoinAsync("/admin");
        await server.JoinAsync("/late");

        Assert.Equal(["/", "/admin", "/late"], made.Order());
    }
}
