using Rpress.TestKit;

namespace Rpress.Client.Tests.Session;

public sealed class AttemptTests
{
    [Fact]
    public async Task Attempt_ThatWasLeftAndFailsLater_DoesNotTouchTheNextOne()
    {
        using var handler = new StubbornHttpHandler();
        await using var test = new TestClient(options => (options.HttpHandler, options.Transports) = (handler, [SocketTransport.Polling]));
        test.Client.Connect();
        TaskCompletionSource<HttpResponseMessage> first = await handler.NextAsync();
        Task leaving = test.Client.DisconnectAsync();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource<HttpResponseMessage> second = await handler.NextAsync();

        first.SetException(new HttpRequestException("late"));
        await leaving.BoundedAsync();

        Assert.Equal((false, true), (connecting.IsCompleted, test.Client.IsActive));
        Assert.Equal(0, test.Happened.Unread);
        second.SetException(new HttpRequestException("no server"));
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Contains("no server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_CancelledBesideAnother_LeavesTheOtherOne()
    {
        await using var test = new TestClient();
        using var cancel = new CancellationTokenSource();
        Task first = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        Task second = test.Client.ConnectAsync(cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.BoundedAsync());
        await test.AcceptAsync();

        await first.BoundedAsync();
        Assert.True(test.Client.IsConnected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectAsync_Cancelled_EndsTheAttemptUnlessConnectWantsIt(bool isWanted)
    {
        await using var test = new TestClient();
        using var cancel = new CancellationTokenSource();
        if (isWanted)
        {
            test.Client.Connect();
        }

        Task connecting = test.Client.ConnectAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.BoundedAsync());

        Assert.Equal(isWanted, test.Client.IsActive);
    }

    [Fact]
    public async Task AuthProvider_OfOneNamespaceThatFails_DoesNotKeepTheOthersOut()
    {
        await using var test = new TestClient();
        ClientSocket admin = test.Client.Of("/admin");
        admin.AuthProvider = _ => throw new InvalidDataException("no token");
        test.Client.Connect();
        Task refused = admin.ConnectAsync(TestContext.Current.CancellationToken);

        await test.AcceptAsync();

        Assert.Equal("connect", await test.Happened.NextAsync());
        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => refused.BoundedAsync());
        Assert.Contains("no token", error.Message, StringComparison.Ordinal);
        Assert.False(admin.IsActive);
    }

    [Fact]
    public async Task AuthProvider_ThatThrowsWhenItsTokenIsCancelled_FailsTheAttemptAlone()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource();
        await using var test = new TestClient(options => options.AuthProvider = async token =>
        {
            entered.TrySetResult();
            await go.Task;
            var failing = new TaskCompletionSource<object?>();
            await using CancellationTokenRegistration registration = token.Register(() => failing.TrySetException(new InvalidDataException("no token")));
            registered.TrySetResult();
            return await failing.Task;
        });
        test.Client.Connect();
        await entered.Task.BoundedAsync();
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(20));
        go.SetResult();
        await registered.Task.BoundedAsync();

        await test.PassAsync(TimeSpan.FromSeconds(20));

        Assert.StartsWith("connect_error: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1)); // it is tried again
        Assert.True(test.Client.IsActive);
    }

    [Fact]
    public async Task Answer_AfterTheNamespaceWasLeft_IsAnsweredWithADisconnect()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.Connect();
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await admin.DisconnectAsync().BoundedAsync();

        await socket.SendAsync("""40/admin,{"sid":"late"}""");

        Assert.Equal("41/admin,", await socket.ReadTextAsync());
        Assert.False(admin.IsConnected);
    }

    [Fact]
    public async Task Answer_ToAnAttemptBefore_IsNotThatOfTheNextOne()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.Connect();
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await admin.DisconnectAsync().BoundedAsync();
        var auth = new TaskCompletionSource<object?>();
        admin.AuthProvider = _ => new(auth.Task);
        admin.Connect();

        await socket.SendAsync("""40/admin,{"sid":"late"}""");
        Assert.Equal("41/admin,", await socket.ReadTextAsync());
        await admin.EmitAsync("hi");
        auth.SetResult(null);
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await socket.SendAsync("""40/admin,{"sid":"def"}""");

        Assert.Equal("""42/admin,["hi"]""", await socket.ReadTextAsync());
        Assert.Equal("def", admin.Id);
    }

    // a second CONNECT before that answer would end the connection of all
    [Theory]
    [InlineData("""40/admin,{"sid":"late"}""", true)]
    [InlineData("""44/admin,{"message":"no"}""", false)]
    public async Task Connect_AgainBeforeTheAnswer_WaitsForIt(string late, bool isIn)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.Connect();
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await admin.DisconnectAsync().BoundedAsync();
        admin.Connect();
        await Eventually.TrueAsync(() => test.Work.Count == 0, "the second attempt being made");
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());

        await socket.SendAsync(late);

        Assert.Equal(isIn ? "41/admin," : "40/admin,", await socket.ReadTextAsync());
        Assert.Equal(isIn ? "40/admin," : "3", await ReadAfterAPingAsync(socket));
        await socket.SendAsync("""40/admin,{"sid":"def"}""");
        await Eventually.TrueAsync(() => admin.Id == "def", "the namespace being joined");
    }

    [Fact]
    public async Task Connect_AgainWhileAuthIsAsked_JoinsOnce()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        var auth = new TaskCompletionSource<object?>();
        var asked = new Recorder();
        admin.AuthProvider = _ =>
        {
            asked.Add("asked");
            return new(auth.Task);
        };
        admin.Connect();
        await asked.NextAsync();
        await admin.DisconnectAsync().BoundedAsync();
        admin.Connect();
        await asked.NextAsync();

        auth.SetResult(null);
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await Eventually.TrueAsync(() => test.Work.Count == 0, "both attempts being made");
        await socket.SendAsync("2");

        Assert.Equal("3", await socket.ReadTextAsync());
    }

    [Theory]
    [InlineData("""44{"message":"\ud800"}""")]
    [InlineData("""44"\ud800" """)]
    public async Task Refusal_WithHalfASurrogatePair_IsToldAndNotTriedAgain(string refusal)
    {
        await using var test = new TestClient();
        test.Client.Connect();

        await test.AcceptAsync(joined: refusal.Trim());

        Assert.StartsWith("connect_error: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
        Assert.False(test.Client.IsActive);
    }

    private static async Task<string> ReadAfterAPingAsync(ScriptedWebSocket socket)
    {
        await socket.SendAsync("2");
        return await socket.ReadTextAsync();
    }
}
