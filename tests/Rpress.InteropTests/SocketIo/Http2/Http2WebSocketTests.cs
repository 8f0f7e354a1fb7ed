using System.Net;
using System.Net.WebSockets;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Http2;

/// <summary>WebSocket over HTTP/2 (RFC 8441), by .NET's client.</summary>
public sealed class Http2WebSocketTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Events_OverHttp2_ComeBack()
    {
        var requests = new EngineRequests();
        await using var server = await TestServer.StartAsync(InteropApp.Create(requests: requests), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);

        await client.SendAsync("""42["echo","ü",{"a":[1]}]""");
        Assert.Equal("""42["echo","ü",{"a":[1]}]""", await client.ReceiveAsync());
        await client.SendAsync("""420["ask",10000,["why"]]""");
        Assert.Equal("""420["question","why"]""", await client.ReceiveAsync());
        await client.SendAsync("""430["because"]""");
        Assert.Equal("""430[{"answer":"because"}]""", await client.ReceiveAsync());

        Assert.Equal([new("HTTP/2", "websocket", 101)], requests.All);
    }

    [Fact]
    public async Task Binary_OverHttp2_ComesBack()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);

        await client.SendAsync("""452-["echo",{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1}]]""");
        await client.SendAsync([1, 2, 0xff]);
        await client.SendAsync(new byte[300_000]);

        Assert.Equal("""452-["echo",{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1}]]""", await client.ReceiveAsync());
        Assert.Equal("0102ff", await client.ReceiveAsync());
        Assert.Equal(new string('0', 600_000), await client.ReceiveAsync());
    }

    // engine.io v4, "Upgrade": probe ping, probe pong, upgrade. Clients in the wild leave the probe out.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_ThatPolls_GoesOnByWebSocket(bool probes)
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        var polling = await PollingClient.ConnectAsync(server);
        var poll = polling.PollAsync();
        using var client = await WebSocketClient.OpenAsync(server, polling.Sid);

        if (probes)
        {
            await client.SendAsync("2probe");
            Assert.Equal("3probe", await client.ReceiveAsync());
        }
        else
        {
            await client.SendAsync("5");
        }

        Assert.Equal("6", await poll);
        if (probes)
        {
            await client.SendAsync("5");
        }

        await client.SendAsync("""420["echo","here"]""");
        Assert.Equal("""430["here"]""", await client.ReceiveAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await polling.PollInVainAsync());
    }

    [Fact]
    public async Task Client_ThatCloses_IsAnsweredAndGone()
    {
        var io = new RpressIo();
        var reason = new TaskCompletionSource<string>();
        io.OnConnection(socket => socket.OnDisconnect(left => reason.SetResult(left.ToString())));
        await using var server = await TestServer.StartAsync(new RpressApp(new() { LoggerFactory = new CollectingLoggerFactory() }).AttachSocketIo(io), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);

        await client.CloseAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        Assert.Equal("transport close", await reason.Task.WaitAsync(_bound, TestContext.Current.CancellationToken));
        Assert.Equal(0, io.Engine.SessionCount);
    }

    [Fact]
    public async Task Server_ThatCloses_LeavesTheConnectionToOthers()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);
        using var other = await WebSocketClient.ConnectAsync(server);

        await client.SendAsync("""42["close-connection"]""");
        Assert.Equal("41", await client.ReceiveAsync());
        Assert.Equal("close", await client.ReceiveAsync());

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        await other.SendAsync("""420["echo",1]""");
        Assert.Equal("430[1]", await other.ReceiveAsync());
    }

    [Fact]
    public async Task Server_ThatStops_ClosesItsWebSockets()
    {
        var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);

        var stop = server.App.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("close", await client.ReceiveAsync());
        await client.CloseAsync();

        await stop.WaitAsync(_bound, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
        await server.DisposeAsync();
    }
}
