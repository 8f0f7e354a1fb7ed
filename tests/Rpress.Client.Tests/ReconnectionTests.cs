using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class ReconnectionTests
{
    private const string Refused = "connect_error: The server answered the WebSocket handshake with 503.";

    [Fact]
    public async Task Attempts_ThatFail_WaitTwiceAsLongUpToTheMost()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await RefuseAsync(test);

        foreach (int wait in (int[])[1, 2, 4, 5, 5])
        {
            await test.PassAsync(TimeSpan.FromSeconds(wait));
            await RefuseAsync(test);
        }
    }

    [Fact]
    public async Task Attempts_WithOtherDelays_WaitAsTold()
    {
        await using var test = new TestClient(options =>
            (options.ReconnectionDelay, options.ReconnectionDelayMax) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(3)));
        test.Client.Connect();
        await RefuseAsync(test);

        foreach (int wait in (int[])[1, 2, 3, 3])
        {
            await test.PassAsync(TimeSpan.FromMilliseconds(wait));
            await RefuseAsync(test);
        }
    }

    [Fact]
    public async Task Attempts_WithJitter_WaitShorterOrLongerByChance()
    {
        var chances = new Queue<double>([0.2, 0.3, 0.6, 0]);
        await using var test = new TestClient(options => options.RandomizationFactor = 0.5, chance: chances.Dequeue);
        test.Client.Connect();
        await RefuseAsync(test);

        foreach (int wait in (int[])[900, 2300, 2800])
        {
            await test.PassAsync(TimeSpan.FromMilliseconds(wait));
            await RefuseAsync(test);
        }
    }

    [Fact]
    public async Task Handlers_OfAttempts_AreToldInOrder()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(2));

        await test.AcceptAsync();

        Assert.Equal(
            [Refused, "reconnect_attempt 1", Refused, "reconnect_error", "reconnect_attempt 2", "reconnect 2", "connect"],
            await test.Happened.NextAsync(7));
    }

    [Fact]
    public async Task Connection_BrokenOff_IsMadeAgainAfterTheFirstWait()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        socket.Close();
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        Assert.True(test.Client.IsActive);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync(joined: """40{"sid":"second"}""");

        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect"], await test.Happened.NextAsync(3));
        Assert.Equal("second", test.Client.Id);
    }

    [Fact]
    public async Task Waits_AfterASuccess_BeginAnew()
    {
        await using var test = new TestClient();
        test.Client.Connect();
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(2));

        (await test.AcceptAsync()).Close();

        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync();
        Assert.Equal("connect", (await test.Happened.NextAsync(11))[^1]);
    }

    [Fact]
    public async Task Attempts_AtTheirLimit_AreGivenUp()
    {
        await using var test = new TestClient(options => options.ReconnectionAttempts = 2);
        test.Client.Connect();
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(2));
        await RefuseAsync(test);

        string[] expected = [Refused, "reconnect_attempt 1", Refused, "reconnect_error", "reconnect_attempt 2", Refused, "reconnect_error", "reconnect_failed"];
        Assert.Equal(expected, await test.Happened.NextAsync(8));
        Assert.False(test.Client.IsActive);
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task Connect_AfterTheAttemptsWereGivenUp_BeginsAnew()
    {
        await using var test = new TestClient(options => options.ReconnectionAttempts = 1);
        test.Client.Connect();
        await RefuseAsync(test);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await RefuseAsync(test);
        Assert.Equal("reconnect_failed", (await test.Happened.NextAsync(5))[^1]);

        await test.ConnectAsync();

        Assert.True(test.Client.IsConnected);
    }

    [Fact]
    public async Task ConnectAsync_WhileAttemptsGoOn_EndsWhenTheyAreGivenUp()
    {
        await using var test = new TestClient(options => options.ReconnectionAttempts = 1);
        test.Client.Connect();
        await RefuseAsync(test);
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await RefuseAsync(test);

        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());

        Assert.Equal("The server answered the WebSocket handshake with 503.", error.Message);
        Assert.False(error.IsRefused);
    }

    [Fact]
    public async Task ConnectAsync_ThatFails_IsNotTriedAgain()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        await RefuseAsync(test);

        await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());

        Assert.False(test.Client.IsActive);
        Assert.Equal(Refused, await test.Happened.NextAsync());
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task Connect_DuringAConnectAsync_IsTriedAgain()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);
        test.Client.Connect();
        await RefuseAsync(test);

        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync();

        await connecting.BoundedAsync();
    }

    [Fact]
    public async Task Connection_WithoutReconnection_IsTriedOnce()
    {
        await using var test = new TestClient(options => options.Reconnection = false);
        test.Client.Connect();
        await RefuseAsync(test);
        Assert.Equal(Refused, await test.Happened.NextAsync());
        await Eventually.TrueAsync(() => !test.Client.IsActive, "the client giving up");

        ScriptedWebSocket socket = await test.ConnectAsync();
        socket.Close();

        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        await Eventually.TrueAsync(() => !test.Client.IsActive, "the client giving up");
        Assert.Equal(0, test.Happened.Unread);
        await test.NoTimerAsync();
    }

    [Fact]
    public async Task AuthProvider_ThatFails_FailsTheAttemptAndIsAskedAgain()
    {
        int asked = 0;
        await using var test = new TestClient(options => options.AuthProvider = _ =>
            ++asked == 1 ? throw new InvalidOperationException("no token yet") : ValueTask.FromResult<object?>(new { token = asked }));

        test.Client.Connect();
        Assert.Equal("connect_error: What is sent to join / could not be made: no token yet", await test.Happened.NextAsync());
        Assert.Equal(0, test.Server.UnreadRequests);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync("""40{"token":2}""");

        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect"], await test.Happened.NextAsync(3));
    }

    private static async Task RefuseAsync(TestClient test) => await (await test.Server.ReadHandshakeAsync()).AnswerAsync(503, "");
}
