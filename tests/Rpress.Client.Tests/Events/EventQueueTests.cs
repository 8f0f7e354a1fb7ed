using Rpress.TestKit;

namespace Rpress.Client.Tests.Events;

public sealed class EventQueueTests
{
    private readonly TaskCompletionSource _release = new();

    [Fact]
    public async Task Events_UpToMaxQueuedEvents_Wait()
    {
        await using var test = CreateClient(options => options.MaxQueuedEvents = 2);
        ScriptedWebSocket socket = await HoldAsync(test);

        await SendAsync(socket, 2);
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        _release.SetResult();

        Assert.Equal(["x", "x"], await test.Happened.NextAsync(2));
        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task Events_BeyondMaxQueuedEvents_BreakOffAndReconnect()
    {
        await using var test = CreateClient(options => options.MaxQueuedEvents = 2);
        ScriptedWebSocket socket = await HoldAsync(test);

        await SendAsync(socket, 3);
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
        _release.SetResult();

        Assert.Equal(["x", "x", "disconnect: event queue full"], await test.Happened.NextAsync(3));
        Assert.True(test.Client.IsActive);
    }

    // each event counts the 5 bytes of its array
    [Theory]
    [InlineData(10, false)]
    [InlineData(9, true)]
    public async Task Events_ByMaxQueuedEventSize_WaitOrBreakOff(long limit, bool isFull)
    {
        await using var test = CreateClient(options => options.MaxQueuedEventSize = limit);
        ScriptedWebSocket socket = await HoldAsync(test);

        await SendAsync(socket, 2);
        if (isFull)
        {
            await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
        }

        _release.SetResult();

        Assert.Equal(["x", isFull ? "disconnect: event queue full" : "x"], await test.Happened.NextAsync(2));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Events_BeforeTheAnswer_AreBoundedByTheirCount(int count, bool isFull)
    {
        await using var test = CreateClient(options => options.MaxQueuedEvents = 2);
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        Assert.Equal("40", await socket.ReadTextAsync());

        await SendAsync(socket, count);
        await socket.SendAsync(TestClient.Joined);

        string[] expected = isFull ? ["connect_error: The connection ended (event queue full) before the namespace was joined."] : ["x", "x", "connect"];
        Assert.Equal(expected, await test.Happened.NextAsync(expected.Length));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(9, true)]
    public async Task Events_BeforeTheAnswer_AreBoundedByTheirSize(long limit, bool isFull)
    {
        await using var test = CreateClient(options => options.MaxQueuedEventSize = limit);
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        Assert.Equal("40", await socket.ReadTextAsync());

        await SendAsync(socket, 2);

        if (isFull)
        {
            Assert.Equal("connect_error: The connection ended (event queue full) before the namespace was joined.", await test.Happened.NextAsync());
            return;
        }

        await socket.SendAsync(TestClient.Joined);
        Assert.Equal(["x", "x", "connect"], await test.Happened.NextAsync(3));
    }

    private TestClient CreateClient(Action<SocketIoClientOptions> change)
    {
        var test = new TestClient(change);
        test.Client.On("slow", () =>
        {
            test.Happened.Add("slow");
            return _release.Task;
        });
        test.Client.On("x", () => test.Happened.Add("x"));
        return test;
    }

    /// <summary>Connects, and holds the handlers up.</summary>
    private static async Task<ScriptedWebSocket> HoldAsync(TestClient test)
    {
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""42["slow"]""");
        Assert.Equal("slow", await test.Happened.NextAsync());
        return socket;
    }

    private static async Task SendAsync(ScriptedWebSocket socket, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await socket.SendAsync("""42["x"]""");
        }
    }

    [Fact]
    public async Task Events_AfterManyWereSentFromTheQueue_FindRoom()
    {
        await using var test = new TestClient(options => options.MaxQueuedEvents = 2);
        var leave = new TaskCompletionSource();
        test.Client.On("early", async () =>
        {
            test.Happened.Add("early");
            await leave.Task;
        });
        test.Client.On("x", () => test.Happened.Add("x"));
        for (int i = 0; i < 5; i++)
        {
            await test.Client.EmitAsync("a");
        }

        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        await socket.SendAsync("""42["early"]""");
        await socket.SendAsync(TestClient.Joined);
        Assert.Equal("early", await test.Happened.NextAsync());
        await socket.SendAsync("""42["x"]""");
        await socket.SendAsync("2");
        await ReadToPongAsync(socket);
        leave.SetResult();

        Assert.Equal(["connect", "x"], await test.Happened.NextAsync(2));
    }

    private static async Task ReadToPongAsync(ScriptedWebSocket socket)
    {
        while (await socket.ReadTextAsync() != "3")
        {
            // what was sent before
        }
    }
}
