using System.Runtime.CompilerServices;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>A client whose server and clock a test drives. Its waits to reconnect are not left to chance unless a test says so.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public const string Joined = """40{"sid":"abc"}""";

    public TestClient(Action<SocketIoClientOptions>? change = null, string path = "", Func<double>? chance = null)
    {
        var options = new SocketIoClientOptions { TimeProvider = Clock, TimestampRequests = false, RandomizationFactor = 0 };
        change?.Invoke(options);
        var url = new Uri(Server.Url, path);
        Client = new(url, options, new(url, options) { Chance = chance ?? (() => 0) });
        Record();
    }

    public ScriptedServer Server { get; } = new();

    public CountingTimeProvider Clock { get; } = new();

    public SocketIoClient Client { get; }

    /// <summary>What handlers are told of the client's life.</summary>
    public Recorder Happened { get; } = new();

    /// <summary>The handlers that run, and other work of the client's.</summary>
    public BackgroundWork Work => Client.Connection.Work;

    /// <summary>How many bytes wait to be sent.</summary>
    public long Waiting => Client.Connection.Budget.Used;

    /// <summary>An open packet.</summary>
    public static string Open(string upgrades = "", long maxPayload = 1_000_000) =>
        $$"""0{"sid":"eio1","upgrades":[{{upgrades}}],"pingInterval":25000,"pingTimeout":20000,"maxPayload":{{maxPayload}}}""";

    /// <summary>Connects over WebSocket; the main namespace is joined and its handlers were told so.</summary>
    public async Task<ScriptedWebSocket> ConnectAsync(string joined = Joined)
    {
        Client.Connect();
        ScriptedWebSocket socket = await AcceptAsync(joined: joined);
        Assert.Equal("connect", await Happened.NextAsync());
        return socket;
    }

    /// <summary>Does the server's part of a connection over WebSocket.</summary>
    /// <param name="connect">The packet that the client joins the namespace with.</param>
    /// <param name="joined">The answer to it.</param>
    public async Task<ScriptedWebSocket> AcceptAsync(string connect = "40", string joined = Joined)
    {
        ScriptedWebSocket socket = await Server.AcceptWebSocketAsync();
        await socket.SendAsync(Open());
        Assert.Equal(connect, await socket.ReadTextAsync());
        await socket.SendAsync(joined);
        return socket;
    }

    /// <summary>Connects over polling; the main namespace is joined and its handlers were told so.</summary>
    /// <returns>The poll that waits.</returns>
    public async Task<ScriptedRequest> ConnectPollingAsync(string? open = null)
    {
        Client.Connect();
        await (await Server.ReadGetAsync()).AnswerAsync(open ?? Open());
        ScriptedRequest post = await Server.ReadPostAsync();
        Assert.Equal("40", post.Text);
        await post.AnswerAsync("ok");
        await (await Server.ReadGetAsync()).AnswerAsync(Joined);
        Assert.Equal("connect", await Happened.NextAsync());
        await SenderIdleAsync();
        return await Server.ReadGetAsync();
    }

    /// <summary>Waits for a timer that is set to go off in this time, and lets it: not a millisecond before.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        TimeSpan last = TimeSpan.FromMilliseconds(1);
        await Clock.TimerAsync(due);
        if (due > last)
        {
            Clock.Advance(due - last);
        }

        Assert.Equal(0, Server.UnreadRequests);
        Assert.True(Clock.HasTimer(last), $"A timer went off before {due.TotalMilliseconds} ms.");
        Clock.Advance(last);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Deadline.RunAsync(token => Client.DisposeAsync().AsTask().WaitAsync(token), "the client being disposed", Deadline.Default);
    }

    /// <summary>Waits until no timer is left; the one of a wait that has ended may go a moment later.</summary>
    public Task NoTimerAsync() => Eventually.TrueAsync(() => Clock.LiveTimers == 0, "no timer being left");

    /// <summary>Waits until whoever sends is at it, or kept from it.</summary>
    public Task SenderBusyAsync() => Eventually.TrueAsync(() => EngineOf(Client.Connection) is { IsWritable: false }, "the sender being busy");

    /// <summary>Waits until what is sent would be written at once.</summary>
    public Task SenderIdleAsync() => Eventually.TrueAsync(() => EngineOf(Client.Connection) is { IsWritable: true }, "the sender being idle");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_engine")]
    private static extern ref EngineConnection? EngineOf(ClientConnection connection);

    private void Record()
    {
        Client.OnConnect(() => Happened.Add("connect"));
        Client.OnDisconnect(reason => Happened.Add($"disconnect: {reason}"));
        Client.OnConnectError(error => Happened.Add($"connect_error: {error.Message}"));
        Client.OnReconnectAttempt(attempt => Happened.Add($"reconnect_attempt {attempt}"));
        Client.OnReconnect(attempt => Happened.Add($"reconnect {attempt}"));
        Client.OnReconnectError(_ => Happened.Add("reconnect_error"));
        Client.OnReconnectFailed(() => Happened.Add("reconnect_failed"));
        Client.OnHandlerError((name, error) => Happened.Add($"handler_error: {name}: {error.Message}"));
    }
}
