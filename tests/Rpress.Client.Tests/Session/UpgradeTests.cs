namespace Rpress.Client.Tests.Session;

public sealed class UpgradeTests
{
    private const string Upgrades = "\"websocket\"";

    private static readonly SocketTransport[] _both = [SocketTransport.Polling, SocketTransport.WebSocket];

    // engine.io v4, "Upgrade": probe, the answer, the poll's end, and only then the change
    [Fact]
    public async Task Upgrade_OfTheServers_GoesStepByStep()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));

        ScriptedWebSocket socket = await ProbeAsync(test);
        await test.SenderBusyAsync();
        Assert.Equal(SocketTransport.Polling, test.Client.Transport);
        await poll.AnswerAsync("6");
        Assert.Equal("5", await socket.ReadTextAsync());
        await test.Client.EmitAsync("hi");

        Assert.Equal("""42["hi"]""", await socket.ReadTextAsync());
        Assert.Equal(SocketTransport.WebSocket, test.Client.Transport);
        Assert.Equal(0, test.Server.UnreadRequests);
    }

    [Fact]
    public async Task Upgrade_WithPacketsOnBothSides_LosesAndSwapsNone()
    {
        await using var test = CreateClient();
        test.Client.On("x", (int number) => test.Happened.Add($"x {number}"));
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await ProbeAsync(test);
        await test.SenderBusyAsync();

        await test.Client.EmitAsync("a", (byte[])[1]);
        await test.Client.EmitAsync("b");
        Assert.Equal(0, test.Server.UnreadRequests);
        await poll.AnswerAsync("42[\"x\",1]\u001e42[\"x\",2]\u001e2\u001e6");
        Assert.Equal("5", await socket.ReadTextAsync());
        await socket.SendAsync("""42["x",3]""");

        Assert.Equal(["x 1", "x 2", "x 3"], await test.Happened.NextAsync(3));
        Assert.Equal("""451-["a",{"_placeholder":true,"num":0}]""", await socket.ReadTextAsync());
        Assert.Equal((0x82, 1), ((await socket.ReadAsync()) is var frame ? (frame!.First, frame.Payload[0]) : default));
        Assert.Equal(["""42["b"]""", "3"], [await socket.ReadTextAsync(), await socket.ReadTextAsync()]);
    }

    [Fact]
    public async Task Upgrade_WhilePostsAreUnderWay_WaitsForThem()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        ScriptedWebSocket socket = await ProbeAsync(test);

        await poll.AnswerAsync("6");
        ScriptedRequest another = await test.Server.ReadGetAsync(); // the polls do not run out yet
        await test.Client.EmitAsync("b");
        await post.AnswerAsync("ok");
        await another.AnswerAsync("6");
        (string last, bool isPosted) = await ReadUntilChangedAsync(test, socket);

        Assert.Equal("""42["a"]""", post.Text);
        Assert.Equal("""42["b"]""", isPosted ? last : await socket.ReadTextAsync());
    }

    [Theory]
    [InlineData("3other")]
    [InlineData("3")]
    [InlineData("6")]
    [InlineData("4probe")]
    [InlineData("")]
    [InlineData("x")]
    public async Task Probe_AnsweredWrongly_StaysOnPolling(string answer)
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());

        await socket.SendAsync(answer);

        await socket.ReadToEndAsync();
        await AssertStaysOnPollingAsync(test, poll);
    }

    [Fact]
    public async Task Probe_AnsweredInBinary_StaysOnPolling()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();

        await socket.SendAsync("3probe"u8.ToArray());

        await socket.ReadToEndAsync();
        await AssertStaysOnPollingAsync(test, poll);
    }

    [Fact]
    public async Task Probe_Refused_StaysOnPolling()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));

        await (await test.Server.ReadHandshakeAsync()).AnswerAsync(400, "Bad request");

        await AssertStaysOnPollingAsync(test, poll);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("end")]
    [InlineData("reset")]
    public async Task Probe_WhoseConnectionEnds_StaysOnPolling(string how)
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());

        await EndAsync(socket, how);

        await AssertStaysOnPollingAsync(test, poll);
    }

    [Fact]
    public async Task Probe_WithoutAnAnswer_StaysOnPollingAfterTheConnectTimeout()
    {
        await using var test = CreateClient(options => options.ConnectTimeout = TimeSpan.FromSeconds(7));
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());

        await test.PassAsync(TimeSpan.FromSeconds(7));

        await socket.ReadToEndAsync();
        await AssertStaysOnPollingAsync(test, poll);
    }

    [Theory]
    [InlineData(false, Upgrades, SocketTransport.WebSocket)]
    [InlineData(true, "", SocketTransport.WebSocket)]
    [InlineData(true, "\"webtransport\"", SocketTransport.WebSocket)]
    [InlineData(true, Upgrades, SocketTransport.Polling)]
    public async Task Upgrade_NotWantedByBoth_IsNotTried(bool upgrade, string upgrades, SocketTransport second)
    {
        await using var test = new TestClient(options =>
            (options.Transports, options.Upgrade) = ((SocketTransport[])[.. new[] { SocketTransport.Polling, second }.Distinct()], upgrade));

        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(upgrades));

        await AssertStaysOnPollingAsync(test, poll);
    }

    [Fact]
    public async Task Polling_ThatFailsDuringTheProbe_EndsBoth()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();

        await poll.AnswerAsync(400, """{"code":1,"message":"Session ID unknown"}""");

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        await socket.ReadToEndAsync();
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("1", "transport close")]
    [InlineData("x", "transport error")]
    public async Task Poll_ThatEndsTheConnectionDuringTheChange_EndsBoth(string answer, string reason)
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await ProbeAsync(test);
        await test.SenderBusyAsync();

        await poll.AnswerAsync(answer);

        Assert.Equal($"disconnect: {reason}", await test.Happened.NextAsync());
        Assert.Null(await socket.ReadAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("close")]
    [InlineData("end")]
    [InlineData("reset")]
    public async Task WebSocket_ThatEndsDuringTheChange_EndsTheConnection(string how)
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await ProbeAsync(test);
        await test.SenderBusyAsync();

        await EndAsync(socket, how);
        await poll.AnswerAsync("6");

        Assert.StartsWith("disconnect: transport ", await test.Happened.NextAsync(), StringComparison.Ordinal);
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reconnection_AfterAnUpgrade_BeginsWithWebSocketIfThatIsRemembered(bool isRemembered)
    {
        await using var test = CreateClient(options => options.RememberUpgrade = isRemembered);
        ScriptedWebSocket socket = await ChangeAsync(test);

        socket.Close();
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedRequest next = isRemembered ? await test.Server.ReadHandshakeAsync() : await test.Server.ReadGetAsync();

        Assert.Equal($"/socket.io/?EIO=4&transport={(isRemembered ? "websocket" : "polling")}", next.Target);
    }

    [Fact]
    public async Task Reconnection_AfterARememberedWebSocketFailed_BeginsWithPolling()
    {
        await using var test = CreateClient(options => options.RememberUpgrade = true);
        ScriptedWebSocket socket = await ChangeAsync(test);
        socket.Close();
        await test.PassAsync(TimeSpan.FromSeconds(1));

        await (await test.Server.ReadHandshakeAsync()).AnswerAsync(400, "");
        await test.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("/socket.io/?EIO=4&transport=polling", (await test.Server.ReadGetAsync()).Target);
    }

    [Fact]
    public async Task Reconnection_AfterARememberedWebSocketBrokeOff_BeginsWithPolling()
    {
        await using var test = CreateClient(options => options.RememberUpgrade = true);
        ScriptedWebSocket socket = await ChangeAsync(test);

        await socket.SendAsync("x"); // no packet
        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("/socket.io/?EIO=4&transport=polling", (await test.Server.ReadGetAsync()).Target);
    }

    private static TestClient CreateClient(Action<SocketIoClientOptions>? change = null) => new(options =>
    {
        options.Transports = _both;
        change?.Invoke(options);
    });

    /// <summary>Connects, and does the server's part of the change to WebSocket.</summary>
    private static async Task<ScriptedWebSocket> ChangeAsync(TestClient test)
    {
        ScriptedRequest poll = await test.ConnectPollingAsync(TestClient.Open(Upgrades));
        ScriptedWebSocket socket = await ProbeAsync(test);
        await test.SenderBusyAsync();
        await poll.AnswerAsync("6");
        Assert.Equal("5", await socket.ReadTextAsync());
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        return socket;
    }

    /// <summary>Does the server's part of a probe.</summary>
    private static async Task<ScriptedWebSocket> ProbeAsync(TestClient test)
    {
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        Assert.Equal("2probe", await socket.ReadTextAsync());
        await socket.SendAsync("3probe");
        return socket;
    }

    /// <summary>Answers what still comes over polling until the client has changed.</summary>
    private static async Task<(string Last, bool IsPosted)> ReadUntilChangedAsync(TestClient test, ScriptedWebSocket socket)
    {
        Task<string> changed = socket.ReadTextAsync();
        Task<ScriptedRequest> post = test.Server.ReadPostAsync();
        Task<ScriptedRequest> get = test.Server.ReadGetAsync();
        (string Last, bool IsPosted) posted = ("", false);
        while (await Task.WhenAny(changed, post, get) is var first && first != changed)
        {
            ScriptedRequest request = await (Task<ScriptedRequest>)first;
            await request.AnswerAsync(first == post ? "ok" : "6");
            posted = first == post ? (request.Text, true) : posted;
            (post, get) = (first == post ? test.Server.ReadPostAsync() : post, first == get ? test.Server.ReadGetAsync() : get);
        }

        Assert.Equal("5", await changed);
        return posted;
    }

    private static async Task AssertStaysOnPollingAsync(TestClient test, ScriptedRequest poll)
    {
        test.Client.On("x", () => test.Happened.Add("x"));
        await poll.AnswerAsync("""42["x"]""");
        Assert.Equal("x", await test.Happened.NextAsync());
        await test.Client.EmitAsync("hi");
        Assert.Equal("""42["hi"]""", (await test.Server.ReadPostAsync()).Text);
        await test.Server.ReadGetAsync();
        Assert.Equal(SocketTransport.Polling, test.Client.Transport);
        Assert.Equal((0, 0), (test.Server.UnreadRequests, test.Happened.Unread));
    }

    private static async Task EndAsync(ScriptedWebSocket socket, string how)
    {
        switch (how)
        {
            case "close":
                await socket.SendCloseAsync();
                break;
            case "end":
                socket.Close();
                break;
            default:
                socket.Reset();
                break;
        }
    }
}
