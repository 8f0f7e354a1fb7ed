using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.Client.Tests.Events;

public sealed class HandlerTests
{
    [Fact]
    public async Task Handlers_OfWhatComesAtOnce_RunInItsOrder()
    {
        await using var test = new TestClient();
        test.Client.On("x", (int number) => test.Happened.Add($"x {number}"));
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());

        await socket.SendAsync(TestClient.Joined);
        await socket.SendAsync("""42["x",1]""");
        await socket.SendAsync("""42["x",2]""");
        await socket.SendCloseAsync();

        Assert.Equal(["connect", "x 1", "x 2", "disconnect: transport close"], await test.Happened.NextAsync(4));
    }

    [Fact]
    public async Task Handlers_OfOneEvent_RunInTheOrderInWhichTheyWereAdded()
    {
        await using var test = new TestClient();
        test.Client.OnAny((name, _) => test.Happened.Add($"any {name}"));
        test.Client.On("x", () => test.Happened.Add("first"));
        test.Client.On("x", () => test.Happened.Add("second"));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["x"]""");

        Assert.Equal(["any x", "first", "second"], await test.Happened.NextAsync(3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Handlers_ThatWait_HoldUpWhatIsBeyondTheConcurrency(int concurrency)
    {
        var release = new TaskCompletionSource();
        await using var test = new TestClient(options => options.EventConcurrency = concurrency);
        test.Client.On("slow", () => release.Task);
        test.Client.On("x", () => test.Happened.Add("x"));
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""42["slow"]""");
        await socket.SendAsync("""42["x"]""");
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync()); // the connection goes on meanwhile

        if (concurrency == 1)
        {
            Assert.Equal(0, test.Happened.Unread);
            release.SetResult();
        }

        Assert.Equal("x", await test.Happened.NextAsync());
        release.TrySetResult();
    }

    [Fact]
    public async Task Handler_ThatThrows_IsToldAndTheOthersRun()
    {
        using var logs = new CollectingLoggerFactory();
        await using var test = new TestClient(options => options.LoggerFactory = logs);
        test.Client.On("x", () => throw new InvalidOperationException("boom"));
        test.Client.On("x", () => test.Happened.Add("x"));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["x"]""");

        Assert.Equal(["x", "handler_error: x: boom"], await test.Happened.NextAsync(2));
        Assert.Equal("A handler of 'x' in / failed.", Assert.Single(logs.At(LogLevel.Error)).Message);
        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task Handler_WhoseParametersDoNotFit_IsNotCalledAndToldSo()
    {
        await using var test = new TestClient();
        test.Client.On("x", (int number) => test.Happened.Add($"x {number}"));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["x","text"]""");

        Assert.StartsWith("handler_error: x: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_OfTheClientsLifeThatThrow_AreTold()
    {
        await using var test = new TestClient();
        test.Client.OnConnect(() => throw new InvalidOperationException("one"));
        test.Client.OnReconnectAttempt(_ => throw new InvalidOperationException("two"));

        ScriptedWebSocket socket = await test.ConnectAsync();
        Assert.Equal("handler_error: connect: one", await test.Happened.NextAsync());
        await socket.SendCloseAsync();
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["reconnect_attempt 1", "handler_error: reconnect_attempt: two"], await test.Happened.NextAsync(2));
    }

    [Fact]
    public async Task HandlerError_ThatThrowsItself_IsLoggedAndNotToldAgain()
    {
        using var logs = new CollectingLoggerFactory();
        await using var test = new TestClient(options => options.LoggerFactory = logs);
        test.Client.OnHandlerError((_, _) => throw new InvalidOperationException("again"));
        test.Client.On("x", () => throw new InvalidOperationException("boom"));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""42["x"]""");

        Assert.Equal("handler_error: x: boom", await test.Happened.NextAsync());
        await Eventually.TrueAsync(() => logs.At(LogLevel.Error).Count == 2, "both failures being logged");
        Assert.Equal(["boom", "again"], logs.At(LogLevel.Error).Select(entry => entry.Exception!.Message));
    }

    [Fact]
    public async Task Handlers_TakenOut_AreNotCalled()
    {
        await using var test = new TestClient();
        IDisposable removed = test.Client.OnConnect(() => test.Happened.Add("removed"));
        test.Client.OnConnect(() => test.Happened.Add("stays"));
        removed.Dispose();
        removed.Dispose();

        await test.ConnectAsync();

        Assert.Equal("stays", await test.Happened.NextAsync());
        Assert.Equal(0, test.Happened.Unread);
    }

    [Fact]
    public async Task Handler_ThatWaitsForAnAck_GetsIt()
    {
        await using var test = new TestClient();
        test.Client.On("x", async () => test.Happened.Add($"ack {await test.Client.EmitWithAckAsync<int>("ask")}"));
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""42["x"]""");
        Assert.Equal("""420["ask"]""", await socket.ReadTextAsync());

        await socket.SendAsync("430[5]");

        Assert.Equal("ack 5", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Handler_ThatDisconnects_WaitsForIt()
    {
        await using var test = new TestClient();
        test.Client.On("x", async () =>
        {
            await test.Client.DisconnectAsync();
            test.Happened.Add("done");
        });
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""42["x"]""");
        Assert.Equal("41", await socket.ReadTextAsync());

        await socket.SendCloseAsync();

        Assert.Equal(["done", "disconnect: io client disconnect"], await test.Happened.NextAsync(2));
    }
}
