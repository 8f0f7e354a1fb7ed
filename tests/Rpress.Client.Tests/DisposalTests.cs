using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class DisposalTests
{
    [Fact]
    public async Task DisposeAsync_OfAConnectedClient_LeavesClosesAndKeepsNothing()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        Task disposing = test.Client.DisposeAsync().AsTask();
        Assert.Equal("41", await socket.ReadTextAsync());
        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        Assert.False(disposing.IsCompleted);
        await socket.SendCloseAsync();

        await disposing.BoundedAsync();
        Assert.Equal("disconnect: io client disconnect", await test.Happened.NextAsync());
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_WithoutTheServersClose_WaitsFiveSeconds()
    {
        await using var test = new TestClient();
        await test.ConnectAsync();

        Task disposing = test.Client.DisposeAsync().AsTask();
        await test.PassAsync(TimeSpan.FromSeconds(5));

        await disposing.BoundedAsync();
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_OfAClientNeverConnected_KeepsNothing()
    {
        await using var test = new TestClient();

        await test.Client.DisposeAsync().AsTask().BoundedAsync();
        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await AssertNothingLeftAsync(test);
    }

    [Theory]
    [InlineData(SocketTransport.WebSocket)]
    [InlineData(SocketTransport.Polling)]
    public async Task DisposeAsync_DuringTheHandshake_EndsIt(SocketTransport transport)
    {
        await using var test = new TestClient(options => options.Transports = [transport]);
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedRequest handshake = await (transport == SocketTransport.Polling ? test.Server.ReadGetAsync() : test.Server.ReadHandshakeAsync());

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await handshake.ReadToEndAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connecting.BoundedAsync());
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_BeforeTheNamespaceWasJoined_EndsTheConnection()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        Assert.Equal("40", await socket.ReadTextAsync());

        Task disposing = test.Client.DisposeAsync().AsTask();
        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await socket.SendCloseAsync();

        await disposing.BoundedAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connecting.BoundedAsync());
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_WhileAuthIsAsked_EndsTheAttempt()
    {
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<object?>();
        await using var test = new TestClient(options => options.AuthProvider = _ =>
        {
            asked.SetResult();
            return new(never.Task);
        });
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        await asked.Task.BoundedAsync();

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => connecting.BoundedAsync());
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_BetweenAttempts_EndsTheWait()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await (await test.Server.ReadHandshakeAsync()).AnswerAsync(503, "");
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_DuringAProbe_EndsBothTransports()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling, SocketTransport.WebSocket]);
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open("\"websocket\""));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());

        Task disposing = test.Client.DisposeAsync().AsTask();
        ScriptedRequest leave = await test.Server.ReadPostAsync();
        await leave.AnswerAsync("ok");
        ScriptedRequest close = await test.Server.ReadPostAsync();
        await close.AnswerAsync("ok");
        await poll.AnswerAsync("6");

        await disposing.BoundedAsync();
        Assert.Equal(("41", "1"), (leave.Text, close.Text));
        await socket.ReadToEndAsync();
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_DuringTheChange_LeavesAndClosesOnceItIsDone()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling, SocketTransport.WebSocket]);
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open("\"websocket\""));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());
        await socket.SendAsync("3probe");
        await test.SenderBusyAsync();

        Task disposing = test.Client.DisposeAsync().AsTask();
        await poll.AnswerAsync("6");
        Assert.Equal("5", await socket.ReadTextAsync());
        Assert.Equal("41", await socket.ReadTextAsync());
        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await socket.SendCloseAsync();

        await disposing.BoundedAsync();
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_InsideAHandler_DoesNotWaitForIt()
    {
        await using var test = new TestClient();
        test.Client.On("x", async () =>
        {
            await test.Client.DisposeAsync();
            test.Happened.Add("disposed");
        });
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["x"]""");
        Assert.Equal("41", await socket.ReadTextAsync());
        await socket.SendCloseAsync();

        Assert.Equal("disposed", await test.Happened.NextAsync());
        await test.Client.DisposeAsync().AsTask().BoundedAsync();
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task DisposeAsync_WhileAHandlerRuns_WaitsForItAndDropsWhatFollows()
    {
        var release = new TaskCompletionSource();
        await using var test = new TestClient();
        test.Client.On("slow", () =>
        {
            test.Happened.Add("slow");
            return release.Task;
        });
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""42["slow"]""");
        await socket.SendAsync("""42["slow"]""");
        Assert.Equal("slow", await test.Happened.NextAsync());
        socket.Reset();

        Task disposing = test.Client.DisposeAsync().AsTask();
        await test.NoTimerAsync();
        Assert.False(disposing.IsCompleted);
        release.SetResult();

        await disposing.BoundedAsync();
        Assert.DoesNotContain("slow", await test.Happened.NextAsync(test.Happened.Unread));
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task Acks_OfADisposedClient_Fail()
    {
        await using var test = new TestClient();
        Task<int> buffered = test.Client.Of("/other").EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> sent = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        await socket.SendCloseAsync();

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await Assert.ThrowsAsync<SocketDisconnectedException>(() => sent.BoundedAsync());
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => buffered.BoundedAsync());
        await AssertNothingLeftAsync(test);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Client_Disposed_TakesNothingMore(int retries)
    {
        await using var test = new TestClient(options => options.Retries = retries);
        ClientSocket other = test.Client.Of("/other");
        await test.Client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Client.EmitAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.EmitAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Client.Volatile.EmitAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken).BoundedAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Client.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(test.Client.Connect);
        Assert.Throws<ObjectDisposedException>(other.Connect);
        Assert.Throws<ObjectDisposedException>(() => test.Client.Of("/new"));
        await test.Client.DisconnectAsync().BoundedAsync();
        await AssertNothingLeftAsync(test);
    }

    [Fact]
    public async Task ConnectAsync_OfAClientThatCannotConnect_DisposesIt()
    {
        await using var server = new ScriptedServer();
        var clock = new CountingTimeProvider();
        Task<SocketIoClient> connecting = SocketIoClient.ConnectAsync(server.Url, new() { TimeProvider = clock }, TestContext.Current.CancellationToken);

        await (await server.ReadHandshakeAsync()).AnswerAsync(503, "");

        await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Equal((0, 0), (clock.LiveTimers, server.UnreadRequests));
    }

    private static async Task AssertNothingLeftAsync(TestClient test)
    {
        await test.NoTimerAsync();
        await Eventually.TrueAsync(() => (test.Work.Count, test.Waiting) == (0, 0), "nothing being left to do or to send");
        Assert.Equal((false, false, null), (test.Client.IsActive, test.Client.IsConnected, test.Client.Transport));
        Assert.Equal(0, test.Server.UnreadRequests);
    }

    [Fact]
    public async Task DisposeAsync_InsideAListenerOfOutgoingEvents_DoesNotWaitForIt()
    {
        await using var test = new TestClient();
        await test.ConnectAsync();
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Client.OnAnyOutgoing(async (_, _) =>
        {
            await test.Server.DisposeAsync();
            await test.Client.DisposeAsync();
            disposed.SetResult();
        });

        await test.Client.EmitAsync("a");

        await disposed.Task.BoundedAsync();
    }
}
