using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>engine.io v4, "Upgrade": from long-polling to WebSocket, and what does not become one.</summary>
public sealed class UpgradeTests
{
    private const string BadRequest = """{"code":3,"message":"Bad request"}""";

    [Fact]
    public async Task Upgrade_AfterAProbe_FlushesWhatWaited()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenAnsweredProbeAsync(sid);
        app.Handler.Session.Send(EngineApp.Text("a"));
        app.Handler.Session.Send(OutgoingMessage.Binary(new byte[] { 1, 2 }));

        await socket.SendAsync("5");

        Assert.Equal("4a", await socket.ReadTextAsync());
        Assert.Equal([1, 2], (await socket.ReadAsync())!.Payload);
        app.Handler.Session.Send(EngineApp.Text("b"));
        Assert.Equal("4b", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Send_BeforeTheUpgradePacket_StaysWithPolling()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenAnsweredProbeAsync(sid);

        app.Handler.Session.Send(EngineApp.Text("a"));

        Assert.Equal("4a", (await app.PollAsync(sid)).Text);
    }

    // the most used client for .NET sends no probe
    [Fact]
    public async Task Upgrade_WithoutAProbe_IsAccepted()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenProbeAsync(sid);

        await socket.SendAsync("5");

        await EngineApp.UpgradedAsync(socket);
    }

    [Fact]
    public async Task Request_AfterProbeAndUpgradeBackToBack_IsRefused()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenProbeAsync(sid);

        await socket.Connection.SendAsync((byte[])[
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, "2probe"u8),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, "5"u8)]);
        Assert.Equal("3probe", await socket.ReadTextAsync());
        await EngineApp.UpgradedAsync(socket);

        var get = await app.PollAsync(sid);
        var post = await app.PostAsync(sid, "4a");
        Assert.Equal((400, BadRequest), (get.Status, get.Text));
        Assert.Equal((400, BadRequest), (post.Status, post.Text));
        await EngineApp.UpgradedAsync(socket);
        Assert.Empty(app.Reasons);
    }

    [Fact]
    public async Task Poll_WaitingAtTheUpgrade_GetsNoop()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenProbeAsync(sid);
        var poll = await app.BeginPollAsync(sid);

        await socket.SendAsync("5");

        Assert.Equal("6", (await poll).Text);
    }

    [Fact]
    public async Task Probe_WhileAPollWaits_EndsThePollWithNoop()
    {
        var clock = new TestClock();
        await using var app = await EngineApp.StartAsync(options: new() { TimeProvider = clock });
        var sid = await app.OpenPollingAsync();
        var poll = await app.BeginPollAsync(sid);
        await using var socket = await app.OpenAnsweredProbeAsync(sid);

        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("6", (await poll).Text);
    }

    public static TheoryData<string> NoUpgradePackets => ["2", "2other", "3probe", "4a", "1", "6", "x", "", "bAQID"];

    [Theory]
    [MemberData(nameof(NoUpgradePackets))]
    public async Task Probe_WithAnotherPacket_EndsAloneWhilePollingGoesOn(string packet)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenProbeAsync(sid);

        await socket.SendAsync(packet);

        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await AssertPollsAsync(app, sid);
    }

    [Fact]
    public async Task Probe_OfBinary_EndsAloneWhilePollingGoesOn()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenProbeAsync(sid);

        await socket.SendFrameAsync(RawWebSocketFrame.FinalBinary, "5"u8);

        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await AssertPollsAsync(app, sid);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Probe_ThatTheClientLeaves_LeavesThePlaceToAnother(bool isReset)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var first = await app.OpenAnsweredProbeAsync(sid);
        if (isReset)
        {
            first.Connection.Reset();
        }

        await first.DisposeAsync();
        await Eventually.TrueAsync(() => app.Server.App.UpgradeCount == 0, "the first probe to be gone");

        await using var second = await app.OpenProbeAsync(sid);
        await second.SendAsync("5");
        await EngineApp.UpgradedAsync(second);
        Assert.Empty(app.Reasons);
    }

    [Fact]
    public async Task Probe_NotFinishedInTime_EndsAloneWhilePollingGoesOn()
    {
        var clock = new TestClock();
        await using var app = await EngineApp.StartAsync(options: new() { TimeProvider = clock });
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenAnsweredProbeAsync(sid);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await AssertPollsAsync(app, sid);
    }

    [Fact]
    public async Task Probe_BesideAnother_IsClosedAndTheFirstGoesOn()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var first = await app.OpenAnsweredProbeAsync(sid);

        await using var second = await app.OpenProbeAsync(sid);
        Assert.Equal(1000, (await second.ReadAsync())!.CloseStatus);
        await second.SendAsync("5");

        await first.SendAsync("5");
        await EngineApp.UpgradedAsync(first);
        Assert.Empty(app.Reasons);
    }

    [Fact]
    public async Task WebSocket_OnAnUpgradedSession_IsClosedAndTheSessionGoesOn()
    {
        await using var app = await EngineApp.StartAsync();
        var (sid, socket) = await app.OpenUpgradedAsync();
        await using var first = socket;

        await using var second = await app.OpenProbeAsync(sid);

        Assert.Equal(1000, (await second.ReadAsync())!.CloseStatus);
        await EngineApp.UpgradedAsync(first);
    }

    [Fact]
    public async Task WebSocket_OnAnotherWebSocketsSession_IsClosedAndTheSessionGoesOn()
    {
        await using var app = await EngineApp.StartAsync();
        await using var first = await app.OpenWebSocketAsync();

        await using var second = await app.OpenProbeAsync(app.Handler.Session.Sid);

        Assert.Equal(1000, (await second.ReadAsync())!.CloseStatus);
        await EngineApp.UpgradedAsync(first);
    }

    [Fact]
    public async Task Probe_WhereUpgradesAreOff_IsClosed()
    {
        await using var app = await EngineApp.StartAsync(new() { AllowUpgrades = false });
        var sid = await app.OpenPollingAsync();

        await using var socket = await app.OpenProbeAsync(sid);

        Assert.Equal(1000, (await socket.ReadAsync())!.CloseStatus);
        await AssertPollsAsync(app, sid);
    }

    [Fact]
    public async Task Close_OfASession_TakesItsProbeAlong()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenAnsweredProbeAsync(sid);

        await app.PostAsync(sid, "1");

        Assert.True(await socket.Connection.IsClosedAsync());
        await app.EmptyAsync();
    }

    // a POST that the upgrade overtakes is neither lost nor mixed up with what the WebSocket brings
    [Fact]
    public async Task Post_BeingReadAtTheUpgrade_IsStillTaken()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var slow = await app.Server.ConnectAsync();
        await slow.SendAsync($"POST {EngineApp.PollingOf(sid)} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n4");
        await Eventually.TrueAsync(() => app.Handler.Session.IsPosting, "the POST to be read");
        await using var socket = await app.OpenProbeAsync(sid);
        await socket.SendAsync("5");
        await EngineApp.UpgradedAsync(socket);

        await slow.SendAsync("late");

        Assert.Equal("ok", (await slow.ReadResponseAsync()).Text);
        Assert.Equal("4late", await socket.ReadTextAsync());
    }

    // facts: the race must end in 400, in a noop or in data, never in a hang
    [Fact]
    public async Task Poll_RacingWithTheUpgrade_IsAlwaysAnswered()
    {
        await using var app = await EngineApp.StartAsync();
        for (var round = 0; round < 100; round++)
        {
            var sid = await app.OpenPollingAsync();
            await using var socket = await app.OpenProbeAsync(sid);
            var upgrade = Task.Run(() => socket.SendAsync("5"), TestContext.Current.CancellationToken);
            var poll = Task.Run(() => app.PollAsync(sid), TestContext.Current.CancellationToken);
            app.Handler.Session.Send(EngineApp.Text("data"));

            var reply = await poll;
            await upgrade;

            var isOnSocket = reply.Text != "4data";
            Assert.True(reply is { Status: 400, Text: BadRequest } or { Status: 200, Text: "6" or "4data" }, reply.Text);
            Assert.True(!isOnSocket || await socket.ReadTextAsync() == "4data");
        }
    }

    [Fact]
    public async Task Polls_OfManyThreadsRacingWithTheUpgrade_AreAllAnswered()
    {
        await using var app = await EngineApp.StartAsync();
        for (var round = 0; round < 30; round++)
        {
            var sid = await app.OpenPollingAsync();
            await using var socket = await app.OpenProbeAsync(sid);
            var polls = Enumerable.Range(0, 6).Select(_ => Task.Run(() => app.PollAsync(sid), TestContext.Current.CancellationToken)).ToList();

            var error = await Record.ExceptionAsync(() => socket.SendAsync("5"));
            var replies = await Task.WhenAll(polls);

            // polls that overlap end the session, and its probe may be gone before the packet is sent
            Assert.True(error is null or IOException, $"{error}");
            Assert.All(replies, reply => Assert.True(reply.Status == 400 || reply.Text is "6" or "1", reply.Text));
        }
    }

    private static async Task AssertPollsAsync(EngineApp app, string sid)
    {
        Assert.Equal("ok", (await app.PostAsync(sid, "4still")).Text);
        Assert.Equal("4still", (await app.PollAsync(sid)).Text);
        Assert.Empty(app.Reasons);
    }
}
