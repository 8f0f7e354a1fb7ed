namespace Rpress.Client.Tests.Session;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(45); // pingInterval and pingTimeout
    private static readonly TimeSpan _last = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData("2", "3")]
    [InlineData("2abc", "3abc")]
    public async Task Ping_OverWebSocket_IsAnsweredWithItsData(string ping, string pong)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync(ping);

        Assert.Equal(pong, await socket.ReadTextAsync());
    }

    [Theory]
    [InlineData("2", "3")]
    [InlineData("2abc", "3abc")]
    public async Task Ping_OverPolling_IsAnsweredWithItsData(string ping, string pong)
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync(ping);

        Assert.Equal(pong, (await test.Server.ReadPostAsync()).Text);
    }

    [Fact]
    public async Task Connection_WithoutAPing_EndsAtItsLimit()
    {
        await using var test = new TestClient();
        await test.ConnectAsync();

        await test.Clock.TimerAsync(_limit);
        test.Clock.Advance(_limit - _last);
        Assert.True(test.Clock.HasTimer(_last));
        Assert.True(test.Client.IsConnected);
        test.Clock.Advance(_last);

        Assert.Equal("disconnect: ping timeout", await test.Happened.NextAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1)); // and is made again
    }

    [Fact]
    public async Task Connection_AfterAPing_EndsAtItsLimitFromThen()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Clock.TimerAsync(_limit);
        test.Clock.Advance(_limit - _last);

        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.True(test.Clock.HasTimer(_limit));
        test.Clock.Advance(_limit - _last);
        Assert.True(test.Client.IsConnected);
        test.Clock.Advance(_last);

        Assert.Equal("disconnect: ping timeout", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Connection_WithOtherPackets_IsNotKeptByThem()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        test.Client.On("x", () => test.Happened.Add("x"));
        await test.Clock.TimerAsync(_limit);
        test.Clock.Advance(_limit - _last);

        await socket.SendAsync("""42["x"]""");
        Assert.Equal("x", await test.Happened.NextAsync());
        test.Clock.Advance(_last);

        Assert.Equal("disconnect: ping timeout", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Connection_OverPollingWithoutAPing_EndsItsPoll()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await test.PassAsync(_limit);

        Assert.Equal("disconnect: ping timeout", await test.Happened.NextAsync());
        await poll.ReadToEndAsync();
    }

    [Fact]
    public async Task Emit_AfterASleepBeyondTheLimit_WaitsForTheNextConnection()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Clock.TimerAsync(_limit);
        test.Clock.Sleep(_limit + _last);

        await test.Client.EmitAsync("hi");

        Assert.Equal("disconnect: ping timeout", await test.Happened.NextAsync());
        Assert.Null(await socket.ReadAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();
        Assert.Equal("""42["hi"]""", await next.ReadTextAsync());
    }

    [Fact]
    public async Task Emit_AfterASleepOfTheLimit_IsSent()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Clock.TimerAsync(_limit);
        test.Clock.Sleep(_limit);

        await test.Client.EmitAsync("hi");

        Assert.Equal("""42["hi"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Pings_OfAServerThatDoesNotRead_AreAnsweredByOnePong()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();

        await poll.AnswerAsync("2\u001e2\u001e2");
        poll = await test.Server.ReadGetAsync();
        await post.AnswerAsync("ok");
        ScriptedRequest pong = await test.Server.ReadPostAsync();
        await pong.AnswerAsync("ok");
        await test.SenderIdleAsync();
        await poll.AnswerAsync("2");

        Assert.Equal(("3", "3"), (pong.Text, (await test.Server.ReadPostAsync()).Text));
    }
}
