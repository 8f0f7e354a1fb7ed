namespace Rpress.Client.Tests.Session;

public sealed class RecoveryTests
{
    private const string WithPid = """40{"sid":"abc","pid":"p1"}""";

    [Theory]
    [InlineData("""42["ev","o1"]""", """40{"pid":"p1","offset":"o1"}""")]
    [InlineData("""42["ev",1,{"a":2},"o2"]""", """40{"pid":"p1","offset":"o2"}""")]
    [InlineData("""42["ev"]""", """40{"pid":"p1"}""")]
    [InlineData("""42["ev","o1",1]""", """40{"pid":"p1"}""")]
    [InlineData("""427["ev","o1"]""", """40{"pid":"p1"}""")]
    public async Task Reconnection_AfterAnEvent_SendsPidAndOffset(string packet, string connect)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);

        await socket.SendAsync(packet);
        await ReconnectAsync(test, socket, connect, WithPid);

        Assert.True(test.Client.Recovered);
    }

    [Fact]
    public async Task Reconnection_AfterSeveralEvents_SendsTheLastOffset()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);

        await socket.SendAsync("""42["ev","o1"]""");
        await socket.SendAsync("""42["ev","o2"]""");
        await socket.SendAsync("""429["ev","o3"]""");

        await ReconnectAsync(test, socket, """40{"pid":"p1","offset":"o2"}""", WithPid);
    }

    [Theory]
    [InlineData(126, true)] // 128 characters of JSON
    [InlineData(127, false)]
    public async Task Reconnection_AfterAnEventThatEndsWithText_TakesItForAnOffsetUpToALength(int length, bool isTaken)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);
        string text = new('x', length);

        await socket.SendAsync("""42["ev","o1"]""");
        await socket.SendAsync($"42[\"volatile\",\"{text}\"]");

        await ReconnectAsync(test, socket, $$"""40{"pid":"p1","offset":"{{(isTaken ? text : "o1")}}"}""", WithPid);
    }

    [Fact]
    public async Task Reconnection_WithoutAPid_SendsNothing()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["ev","o1"]""");
        await ReconnectAsync(test, socket, "40", TestClient.Joined);

        Assert.False(test.Client.Recovered);
    }

    [Fact]
    public async Task Reconnection_WithAuth_SendsItAfterPidAndOffset()
    {
        await using var test = new TestClient(options => options.Auth = new { token = "é", deep = new { x = 1.50m } });
        test.Client.Connect();
        ScriptedWebSocket socket = await test.AcceptAsync("""40{"token":"é","deep":{"x":1.50}}""", WithPid);
        Assert.Equal("connect", await test.Happened.NextAsync());

        await socket.SendAsync("""42["ev","<o>"]""");

        await ReconnectAsync(test, socket, """40{"pid":"p1","offset":"<o>","token":"é","deep":{"x":1.50}}""", WithPid);
    }

    [Fact]
    public async Task Reconnection_OfAnotherNamespace_HasAPidOfItsOwn()
    {
        await using var test = new TestClient(path: "/admin");
        test.Client.Connect();
        ScriptedWebSocket socket = await test.AcceptAsync("40/admin,", """40/admin,{"sid":"abc","pid":"p2"}""");
        Assert.Equal("connect", await test.Happened.NextAsync());

        await socket.SendAsync("""42/admin,["ev","o1"]""");

        await ReconnectAsync(test, socket, """40/admin,{"pid":"p2","offset":"o1"}""", """40/admin,{"sid":"abc","pid":"p2"}""");
    }

    [Theory]
    [InlineData("""40{"sid":"new","pid":"p2"}""")]
    [InlineData("""40{"sid":"new"}""")]
    public async Task Recovered_WithAnotherPidOrNone_IsFalse(string joined)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);

        await ReconnectAsync(test, socket, """40{"pid":"p1"}""", joined);

        Assert.False(test.Client.Recovered);
        Assert.Equal("new", test.Client.Id);
    }

    [Fact]
    public async Task Events_BeforeTheAnswer_AreHandledOnceItIsThereAndCount()
    {
        await using var test = new TestClient();
        test.Client.On("missed", (string offset) => test.Happened.Add(offset));
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        Assert.Equal("40", await socket.ReadTextAsync());

        await socket.SendAsync("""42["missed","o1"]""");
        await socket.SendAsync("""42["missed","o2"]""");
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.Equal(0, test.Happened.Unread);
        await socket.SendAsync(WithPid);

        Assert.Equal(["o1", "o2", "connect"], await test.Happened.NextAsync(3));
        await ReconnectAsync(test, socket, """40{"pid":"p1","offset":"o2"}""", WithPid);
    }

    [Fact]
    public async Task Events_BeforeAnAnswerThatNeverCame_AreThrownAway()
    {
        await using var test = new TestClient();
        test.Client.On("missed", (string offset) => test.Happened.Add(offset));
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        await socket.SendAsync("""42["missed","o1"]""");
        socket.Close();

        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync();

        Assert.StartsWith("connect_error: The connection ended (transport close)", await test.Happened.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect"], await test.Happened.NextAsync(3));
    }

    [Fact]
    public async Task Reconnection_AfterAnEventThatFoundNoRoom_AsksForItAgain()
    {
        await using var test = new TestClient(options => options.MaxQueuedEvents = 1);
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        test.Client.On("ev", async (string offset) =>
        {
            test.Happened.Add(offset);
            entered.TrySetResult();
            await leave.Task;
        });
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);
        await socket.SendAsync("""42["ev","o1"]""");
        await entered.Task.BoundedAsync();

        await socket.SendAsync("""42["ev","o2"]""");
        await socket.SendAsync("""42["ev","o3"]""");
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync("""40{"pid":"p1","offset":"o2"}""", WithPid);
        leave.SetResult();

        Assert.Equal(["o1", "o2", "disconnect: event queue full"], await test.Happened.NextAsync(3));
    }

    // what another client said may come last in an event that has no offset
    [Fact]
    public async Task Event_ThatEndsWithHalfASurrogatePair_LeavesTheConnection()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync(WithPid);

        await socket.SendAsync("""42["ev","\ud800"]""");
        await socket.SendAsync("2");

        Assert.Equal("3", await socket.ReadTextAsync());
        await ReconnectAsync(test, socket, """40{"pid":"p1","offset":"\ud800"}""", WithPid);
    }

    private static async Task ReconnectAsync(TestClient test, ScriptedWebSocket socket, string connect, string joined)
    {
        await socket.SendCloseAsync();
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync(connect, joined);
        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect"], await test.Happened.NextAsync(3));
    }
}
