using System.Net;
using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>RFC 8441: WebSocket over HTTP/2. A refusal is never a 2xx, and ends its stream alone.</summary>
public sealed class EngineHttp2Tests
{
    public static TheoryData<string, string, int> Refusals => new()
    {
        { "websocket", "/else", 501 },
        { "websocket", "/", 501 },
        { "websocket", "/socket.iox", 501 },
        { "webtransport", EngineApp.Path + "?EIO=4&transport=websocket", 501 },
        { "websocket", EngineApp.Path + "?EIO=4&transport=websocket&sid=none", 400 },
        { "websocket", EngineApp.Path + "?EIO=4&transport=polling", 400 },
        { "websocket", EngineApp.Path + "?EIO=3&transport=websocket", 400 },
        { "websocket", EngineApp.Path + "socket.io.js", 400 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task ExtendedConnect_Refused_EndsItsStreamAlone(string protocol, string path, int status)
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await app.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, false, Connect(protocol, path));
        var refusal = await connection.ReadResponseAsync(1);
        await connection.SendHeadersAsync(3, true, (":method", "GET"), (":scheme", "https"), (":path", EngineApp.Path), (":authority", "x"));
        var next = await connection.ReadResponseAsync(3);

        Assert.Equal(status, refusal.Status);
        Assert.Equal(400, next.Status);
        Assert.Null(next.GoAwayErrorCode);
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Server.App.UpgradeCount));
    }

    [Fact]
    public async Task ExtendedConnect_OfAnotherVersion_Gets426()
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await app.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, false, Connect("websocket", EngineApp.WebSocketOf(), version: "8"));
        var refusal = await connection.ReadResponseAsync(1);

        Assert.Equal((426, "13"), (refusal.Status, refusal.Header("Sec-WebSocket-Version")));
        Assert.Null(refusal.GoAwayErrorCode);
    }

    [Fact]
    public async Task ExtendedConnect_FromAnotherOrigin_IsRefused()
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await app.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, false, [.. Connect("websocket", EngineApp.WebSocketOf()), ("origin", "https://evil.example")]);
        var refusal = await connection.ReadResponseAsync(1);

        Assert.Equal((400, "Forbidden"), (refusal.Status, refusal.Text));
    }

    [Fact]
    public async Task WebSocket_OverHttp2_CarriesMessagesAndIsUpgradedTo()
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text("waits"));
        using var socket = await ConnectAsync(app, EngineApp.WebSocketOf(sid));

        await SendAsync(socket, "5");

        Assert.Equal("4waits", await ReceiveAsync(socket));
        await SendAsync(socket, "4a");
        Assert.Equal("4a", await ReceiveAsync(socket));
        Assert.Equal(400, (await app.PollAsync(sid)).Status);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal("transport close", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Stream_ThatIsReset_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await app.Server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, false, Connect("websocket", EngineApp.WebSocketOf()));
        await Eventually.TrueAsync(() => app.Engine.SessionCount == 1, "the session to be opened");

        await connection.ResetStreamAsync(1, errorCode: 8);

        Assert.StartsWith("transport ", await app.ReasonAsync(), StringComparison.Ordinal);
        await app.EmptyAsync();
        Assert.Equal(1, app.Server.App.ConnectionCount);
    }

    [Fact]
    public async Task Poll_WhoseStreamIsReset_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        var sid = await app.OpenPollingAsync();
        await using var connection = await app.Server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, true, (":method", "GET"), (":scheme", "https"), (":path", EngineApp.PollingOf(sid)), (":authority", "x"));
        await Eventually.TrueAsync(() => app.Handler.Session.IsPolling, "the GET to wait");

        await connection.ResetStreamAsync(1, errorCode: 8);

        Assert.Equal("transport error", await app.ReasonAsync());
    }

    private static (string Name, string Value)[] Connect(string protocol, string path, string version = "13") =>
        [(":method", "CONNECT"), (":protocol", protocol), (":scheme", "https"), (":path", path), (":authority", "x"), ("sec-websocket-version", version)];

    private static async Task<ClientWebSocket> ConnectAsync(EngineApp app, string target)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var url = new UriBuilder(new Uri(app.Server.BaseAddress, target)) { Scheme = "wss" };
        await socket.ConnectAsync(url.Uri, app.Server.Client, TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[1000];
        var result = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
