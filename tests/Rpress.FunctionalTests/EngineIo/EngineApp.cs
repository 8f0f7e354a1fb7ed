using System.Collections.Concurrent;
using System.Text.Json;
using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>A server of Engine.IO alone that sends every message back and remembers what became of its sessions.</summary>
internal sealed class EngineApp : IAsyncDisposable
{
    public const string Path = "/socket.io/";

    private EngineApp(TestServer server, EngineIoServer engine, ConcurrentQueue<RecordingHandler> handlers)
    {
        Server = server;
        Engine = engine;
        Handlers = handlers;
    }

    public TestServer Server { get; }

    public EngineIoServer Engine { get; }

    /// <summary>The sessions in the order they were opened.</summary>
    public ConcurrentQueue<RecordingHandler> Handlers { get; }

    public RecordingHandler Handler => Handlers.Last();

    /// <summary>The reasons for which sessions were closed.</summary>
    public IEnumerable<string> Reasons => Handlers.SelectMany(handler => handler.Reasons);

    public static async Task<EngineApp> StartAsync(
        EioConfig? config = null,
        RpressOptions? options = null,
        HttpProtocolKind protocol = HttpProtocolKind.Http1,
        Action<RpressApp, EngineIoServer>? configure = null)
    {
        var handlers = new ConcurrentQueue<RecordingHandler>();
        var engine = new EngineIoServer(config ?? new(), session =>
        {
            var handler = new RecordingHandler(session);
            handlers.Enqueue(handler);
            return handler;
        });
        var app = TestApps.WithoutRoutes(options);
        configure?.Invoke(app, engine);
        app.AttachEngineIo(engine);
        return new(await TestServer.StartAsync(app, protocol), engine, handlers);
    }

    public static string PollingOf(string sid) => $"{Path}?EIO=4&transport=polling&sid={sid}";

    public static string WebSocketOf(string? sid = null) => $"{Path}?EIO=4&transport=websocket" + (sid is null ? "" : $"&sid={sid}");

    /// <summary>Opens a session on polling.</summary>
    public async Task<string> OpenPollingAsync(string query = "") =>
        SidOf((await Server.GetAsync($"{Path}?EIO=4&transport=polling{query}")).Text);

    /// <summary>Opens a session on WebSocket and reads its open packet.</summary>
    public async Task<RawWebSocket> OpenWebSocketAsync(string query = "")
    {
        var socket = await RawWebSocket.OpenAsync(Server, WebSocketOf() + query);
        SidOf(await socket.ReadTextAsync());
        return socket;
    }

    /// <summary>Opens a WebSocket that has not asked to take over yet.</summary>
    public Task<RawWebSocket> OpenProbeAsync(string sid) => RawWebSocket.OpenAsync(Server, WebSocketOf(sid));

    /// <summary>Opens a WebSocket that has asked to take over, and was answered.</summary>
    public async Task<RawWebSocket> OpenAnsweredProbeAsync(string sid)
    {
        var socket = await OpenProbeAsync(sid);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReadTextAsync());
        return socket;
    }

    /// <summary>Brings a session from polling to WebSocket.</summary>
    public async Task<(string Sid, RawWebSocket Socket)> OpenUpgradedAsync()
    {
        var sid = await OpenPollingAsync();
        var socket = await OpenAnsweredProbeAsync(sid);
        await socket.SendAsync("5");
        await UpgradedAsync(socket);
        return (sid, socket);
    }

    /// <summary>Returns once the server has taken the packets that were sent so far.</summary>
    public static async Task UpgradedAsync(RawWebSocket socket)
    {
        await socket.SendAsync("4upgraded?");
        Assert.Equal("4upgraded?", await socket.ReadTextAsync());
    }

    public Task<Reply> PollAsync(string sid) => Server.GetAsync(PollingOf(sid));

    public Task<Reply> PostAsync(string sid, string packets) => Server.PostAsync(PollingOf(sid), new StringContent(packets));

    /// <summary>Begins a GET that finds nothing to answer, and returns once it waits.</summary>
    public async Task<Task<Reply>> BeginPollAsync(string sid)
    {
        var poll = PollAsync(sid);
        await Eventually.TrueAsync(() => Handlers.Any(handler => handler.Session.Sid == sid && handler.Session.IsPolling), "the GET to wait");
        return poll;
    }

    /// <summary>Returns once nothing is left of any session.</summary>
    public Task EmptyAsync() => Eventually.TrueAsync(
        () => Engine.SessionCount == 0 && Engine.DeadlineCount == 0 && Server.App.UpgradeCount == 0, "all sessions to be gone");

    /// <summary>Returns once a session was closed, with its reason.</summary>
    public async Task<string> ReasonAsync()
    {
        await Eventually.TrueAsync(() => Reasons.Any(), "a session to be closed");
        return Reasons.Single();
    }

    public static string SidOf(string openPacket)
    {
        Assert.StartsWith("0{", openPacket, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(openPacket[1..]);
        return json.RootElement.GetProperty("sid").GetString()!;
    }

    public static OutgoingMessage Text(string message) => OutgoingMessage.Packet(EngineIoPacketType.Message, System.Text.Encoding.UTF8.GetBytes(message));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
