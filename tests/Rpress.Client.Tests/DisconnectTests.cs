using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class DisconnectTests
{
    [Fact]
    public async Task DisconnectAsync_OverWebSocket_LeavesAndClosesAndWaitsForTheServersClose()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        Task disconnecting = test.Client.DisconnectAsync();
        Assert.Equal("41", await socket.ReadTextAsync());
        RawWebSocketFrame? close = await socket.ReadAsync();
        Assert.Equal("disconnect: io client disconnect", await test.Happened.NextAsync());
        Assert.False(disconnecting.IsCompleted);
        await socket.SendCloseAsync();

        await disconnecting.BoundedAsync();
        Assert.Equal((RawWebSocketFrame.Close, 1000), (close!.First, close.CloseStatus));
        Assert.Equal((false, false, null), (test.Client.IsConnected, test.Client.IsActive, test.Client.Id));
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task DisconnectAsync_WithoutTheServersClose_WaitsFiveSeconds()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task disconnecting = test.Client.DisconnectAsync();
        await socket.ReadAsync();
        await socket.ReadAsync();

        await test.Clock.TimerAsync(TimeSpan.FromSeconds(5));
        test.Clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(disconnecting.IsCompleted);
        test.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await disconnecting.BoundedAsync();
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task DisconnectAsync_WithPacketsWaiting_SendsThemBefore()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await test.Client.EmitAsync("b");

        Task disconnecting = test.Client.DisconnectAsync();
        await post.AnswerAsync("ok");
        ScriptedRequest second = await test.Server.ReadPostAsync();
        await second.AnswerAsync("ok");
        ScriptedRequest last = await test.Server.ReadPostAsync();
        await last.AnswerAsync("ok");
        await poll.AnswerAsync("6");

        await disconnecting.BoundedAsync();
        Assert.Equal(("42[\"b\"]\u001e41", "1"), (second.Text, last.Text));
    }

    [Theory]
    [InlineData("6")]
    [InlineData("1")]
    public async Task DisconnectAsync_OverPolling_SendsCloseAndWaitsForThePoll(string answer)
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();

        Task disconnecting = test.Client.DisconnectAsync();
        ScriptedRequest leave = await test.Server.ReadPostAsync();
        await leave.AnswerAsync("ok");
        ScriptedRequest close = await test.Server.ReadPostAsync();
        await close.AnswerAsync("ok");
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(5));
        Assert.False(disconnecting.IsCompleted);
        await poll.AnswerAsync(answer);

        await disconnecting.BoundedAsync();
        Assert.Equal(("41", "1"), (leave.Text, close.Text));
        Assert.Equal("disconnect: io client disconnect", await test.Happened.NextAsync());
        Assert.Equal(0, test.Server.UnreadRequests);
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task DisconnectAsync_OverPollingWithoutAnAnswer_WaitsFiveSecondsAndDropsThePoll()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();
        Task disconnecting = test.Client.DisconnectAsync();
        await test.Server.ReadPostAsync();

        await test.PassAsync(TimeSpan.FromSeconds(5));

        await disconnecting.BoundedAsync();
        await poll.ReadToEndAsync();
    }

    [Fact]
    public async Task DisconnectAsync_OfOneOfTwo_LeavesItAndStays()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.Connect();
        await socket.ReadTextAsync();
        await socket.SendAsync("""40/admin,{"sid":"def"}""");
        await Eventually.TrueAsync(() => admin.IsConnected, "the namespace being joined");

        await admin.DisconnectAsync().BoundedAsync();
        await test.Client.EmitAsync("still");

        Assert.Equal("41/admin,", await socket.ReadTextAsync());
        Assert.Equal("""42["still"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task DisconnectAsync_BeforeTheServerAnswered_EndsTheAttempt()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();

        await test.Client.DisconnectAsync().BoundedAsync();

        await handshake.ReadToEndAsync();
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Equal("The client disconnected before the namespace was joined.", error.Message);
        Assert.Equal(0, test.Happened.Unread);
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task DisconnectAsync_BetweenAttempts_EndsTheWait()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await (await test.Server.ReadHandshakeAsync()).AnswerAsync(503, "");
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));

        await test.Client.DisconnectAsync().BoundedAsync();

        await test.NoTimerAsync();
        Assert.False(test.Client.IsActive);
        await test.Happened.NextAsync();
        await test.ConnectAsync();
    }

    [Fact]
    public async Task ConnectAsync_Cancelled_EndsTheAttempt()
    {
        await using var test = new TestClient();
        using var cancelling = new CancellationTokenSource();
        Task connecting = test.Client.ConnectAsync(cancelling.Token);
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.BoundedAsync());
        await handshake.ReadToEndAsync();
        Assert.False(test.Client.IsActive);
    }

    [Fact]
    public async Task Disconnect_OfTheServer_ClosesAndDoesNotReconnect()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("41");
        Assert.Equal("disconnect: io server disconnect", await test.Happened.NextAsync());
        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await socket.SendCloseAsync();

        await test.NoTimerAsync();
        Assert.False(test.Client.IsActive);
        Assert.Null(test.Client.Transport);
        await test.ConnectAsync();
    }

    [Fact]
    public async Task Disconnect_OfTheServerForOneNamespace_LeavesTheOthers()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        var reasons = new Recorder();
        admin.OnDisconnect(reason => reasons.Add(reason.ToString()));
        admin.Connect();
        await socket.ReadTextAsync();
        await socket.SendAsync("""40/admin,{"sid":"def"}""");

        await socket.SendAsync("41/admin,");

        Assert.Equal("io server disconnect", await reasons.NextAsync());
        Assert.Equal((false, true), (admin.IsActive, test.Client.IsConnected));
    }

    [Fact]
    public async Task Connect_RightAfterDisconnectAsync_MakesANewConnection()
    {
        await using var test = new TestClient();
        await test.ConnectAsync();

        _ = test.Client.DisconnectAsync();
        test.Client.Connect();
        await test.AcceptAsync(joined: """40{"sid":"second"}""");

        Assert.Equal(["disconnect: io client disconnect", "connect"], await test.Happened.NextAsync(2));
        Assert.Equal("second", test.Client.Id);
    }
}
