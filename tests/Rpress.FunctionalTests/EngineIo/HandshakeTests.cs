using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>engine.io v4, "Handshake": the checks in their order, the errors to the byte, the open packet.</summary>
public sealed class HandshakeTests
{
    private const string Unknown = """{"code":0,"message":"Transport unknown"}""";
    private const string UnknownSid = """{"code":1,"message":"Session ID unknown"}""";
    private const string BadMethod = """{"code":2,"message":"Bad handshake method"}""";
    private const string BadRequest = """{"code":3,"message":"Bad request"}""";
    private const string BadVersion = """{"code":5,"message":"Unsupported protocol version"}""";

    public static TheoryData<string, string, string> RefusedRequests => new()
    {
        { "GET", "", Unknown },
        { "GET", "?EIO=4", Unknown },
        { "GET", "?EIO=4&transport=", Unknown },
        { "GET", "?EIO=4&transport=carrier", Unknown },
        { "GET", "?EIO=4&transport=Polling", Unknown },
        { "GET", "?EIO=4&transport=webtransport", Unknown },
        { "GET", "?EIO=4&transport=carrier&sid=none", Unknown },
        { "POST", "?EIO=4&transport=carrier", Unknown },
        { "GET", "?EIO=4&transport=polling&sid=none", UnknownSid },
        { "POST", "?EIO=4&transport=polling&sid=none", UnknownSid },
        { "PUT", "?EIO=4&transport=polling&sid=none", UnknownSid },
        { "GET", "?EIO=4&transport=websocket&sid=none", UnknownSid },
        { "POST", "?EIO=4&transport=polling", BadMethod },
        { "PUT", "?EIO=4&transport=polling", BadMethod },
        { "OPTIONS", "?EIO=4&transport=polling", BadMethod },
        { "POST", "?EIO=3&transport=websocket", BadMethod },
        { "GET", "?EIO=4&transport=websocket", BadRequest },
        { "GET", "?EIO=3&transport=websocket", BadRequest },
        { "GET", "?transport=polling", BadVersion },
        { "GET", "?EIO=3&transport=polling", BadVersion },
        { "GET", "?EIO=5&transport=polling", BadVersion },
        { "GET", "?EIO=&transport=polling", BadVersion },
        { "GET", "?EIO=04&transport=polling", BadVersion },
        { "GET", "?EIO=3&transport=polling&sid=", BadVersion },
    };

    [Theory]
    [MemberData(nameof(RefusedRequests))]
    public async Task Request_Refused_IsToldWhy(string method, string query, string body)
    {
        await using var app = await EngineApp.StartAsync();

        var reply = await app.Server.SendAsync(new HttpMethod(method), EngineApp.Path + query);

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/json", reply.Header("Content-Type"));
        Assert.Equal(body, reply.Text);
        Assert.Equal(0, app.Engine.SessionCount);
    }

    public static TheoryData<string, string> RefusedUpgrades => new()
    {
        { "", "Transport unknown" },
        { "?EIO=4&transport=carrier", "Transport unknown" },
        { "?EIO=4&transport=websocket&sid=none", "Session ID unknown" },
        { "?EIO=4&transport=polling", "Bad request" },
        { "?EIO=3&transport=websocket", "Unsupported protocol version" },
        { "?transport=websocket", "Unsupported protocol version" },
    };

    // engine.io: the bare message, 400 whatever the code, and the end of the connection
    [Theory]
    [MemberData(nameof(RefusedUpgrades))]
    public async Task WebSocketHandshake_Refused_IsTheBareMessageAndTheEnd(string query, string message)
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.Path + query));
        var response = await connection.ReadResponseAsync();

        Assert.Equal("HTTP/1.1 400 Bad Request", response.StatusLine);
        Assert.Equal("text/html", response.Header("Content-Type"));
        Assert.Equal("close", response.Header("Connection"));
        Assert.Equal(message, response.Text);
        Assert.Empty(await connection.ReadToEndAsync());
    }

    // ours to decide: Node answers 500
    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task Request_OfAnotherMethodWithASession_Gets405(string method)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        var reply = await app.Server.SendAsync(new HttpMethod(method), EngineApp.PollingOf(sid));

        Assert.Equal(405, reply.Status);
        Assert.Equal("GET, POST", reply.Header("Allow"));
        Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
    }

    [Fact]
    public async Task Request_WithASession_NeedsNoVersion()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        var reply = await app.Server.PostAsync($"{EngineApp.Path}?transport=polling&sid={sid}", new StringContent("4a"));

        Assert.Equal("ok", reply.Text);
    }

    [Fact]
    public async Task PollingHandshake_Answer_IsTheOpenPacketToTheByte()
    {
        await using var app = await EngineApp.StartAsync();

        var reply = await app.Server.GetAsync($"{EngineApp.Path}?EIO=4&transport=polling");

        Assert.Equal(200, reply.Status);
        Assert.Equal("text/plain; charset=UTF-8", reply.Header("Content-Type"));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        Assert.Equal(reply.Bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), reply.Header("Content-Length"));
        Assert.Equal(
            $$"""0{"sid":"{{app.Handler.Session.Sid}}","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""",
            reply.Text);
    }

    [Fact]
    public async Task WebSocketHandshake_FirstFrame_IsTheOpenPacketToTheByte()
    {
        await using var app = await EngineApp.StartAsync(new() { PingInterval = TimeSpan.FromMilliseconds(86_400_000), PingTimeout = TimeSpan.FromMilliseconds(1234), MaxPayload = 77 });
        await using var socket = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf());

        var frame = await socket.ReadAsync();

        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", socket.Response.Header("Sec-WebSocket-Accept"));
        Assert.Equal("websocket", socket.Response.Header("Upgrade"));
        Assert.Equal("Upgrade", socket.Response.Header("Connection"), ignoreCase: true);
        Assert.Equal(RawWebSocketFrame.FinalText, frame!.First);
        Assert.Equal(
            $$"""0{"sid":"{{app.Handler.Session.Sid}}","upgrades":[],"pingInterval":86400000,"pingTimeout":1234,"maxPayload":77}""",
            frame.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PollingHandshake_WhereNothingCanBeUpgradedTo_SaysSo(bool hasWebSocket)
    {
        await using var app = await EngineApp.StartAsync(hasWebSocket ? new() { AllowUpgrades = false } : new() { Transports = [EioConfig.Polling] });

        var reply = await app.Server.GetAsync($"{EngineApp.Path}?EIO=4&transport=polling");

        Assert.Contains("\"upgrades\":[],", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sid_OfEachSession_IsTwentyCharactersOfBase64ForUrlsAndNew()
    {
        await using var app = await EngineApp.StartAsync();
        var sids = new HashSet<string>();

        for (var i = 0; i < 50; i++)
        {
            sids.Add(await app.OpenPollingAsync());
        }

        Assert.Equal(50, sids.Count);
        Assert.All(sids, sid => Assert.Matches("^[A-Za-z0-9_-]{20}$", sid));
    }

    [Theory]
    [InlineData("/socket.io", true)]
    [InlineData("/socket.io/", true)]
    [InlineData("/socket.io/below", true)]
    [InlineData("/socket.iox", false)]
    [InlineData("/socket.iox/", false)]
    [InlineData("/Socket.IO/", false)]
    [InlineData("/x/socket.io/", false)]
    [InlineData("/", false)]
    public async Task Path_OfARequest_IsTheEnginesOrNot(string path, bool isEngines)
    {
        await using var app = await EngineApp.StartAsync();

        var reply = await app.Server.GetAsync($"{path}?EIO=4&transport=polling");

        Assert.Equal(isEngines ? 200 : 404, reply.Status);
        Assert.Equal(isEngines ? 1 : 0, app.Engine.SessionCount);
    }

    [Theory]
    [InlineData("/live", "/live")]
    [InlineData("/live", "/live/")]
    [InlineData("/live/", "/live")]
    [InlineData("/a/b/", "/a/b/?EIO=4&transport=polling")]
    public async Task Path_OfTheConfig_IsServed(string configured, string asked)
    {
        await using var app = await EngineApp.StartAsync(new() { Path = configured });

        var reply = await app.Server.GetAsync(asked.Contains('?', StringComparison.Ordinal) ? asked : asked + "?EIO=4&transport=polling");

        Assert.Equal(200, reply.Status);
        Assert.Equal(404, (await app.Server.GetAsync("/socket.io/?EIO=4&transport=polling")).Status);
    }

    [Fact]
    public async Task WebSocketOnly_ForAPoll_SaysWhatToDo()
    {
        await using var app = await EngineApp.StartAsync(new() { WebSocketOnly = true });

        var reply = await app.Server.GetAsync($"{EngineApp.Path}?EIO=4&transport=polling");

        Assert.Equal(400, reply.Status);
        Assert.Equal("""{"code":0,"message":"Long-polling is off: connect with transports: [\"websocket\"]."}""", reply.Text);
        await using var socket = await app.OpenWebSocketAsync();
        await EngineApp.UpgradedAsync(socket);
    }

    [Fact]
    public async Task Transports_WithoutWebSocket_RefuseIt()
    {
        await using var app = await EngineApp.StartAsync(new() { Transports = [EioConfig.Polling] });
        var sid = await app.OpenPollingAsync();

        Assert.Equal("Transport unknown", (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Text);
        Assert.Equal("Transport unknown", (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf(sid))).Text);
    }

    [Fact]
    public async Task Transports_WithoutPolling_RefuseIt()
    {
        await using var app = await EngineApp.StartAsync(new() { Transports = [EioConfig.WebSocket] });

        Assert.Equal(Unknown, (await app.Server.GetAsync($"{EngineApp.Path}?EIO=4&transport=polling")).Text);
        await using var socket = await app.OpenWebSocketAsync();
    }

    // RFC 6455 §4.1 asks for GET and HTTP/1.1: anything else is no handshake, and goes on as the request that it also is
    [Theory]
    [InlineData("POST", "HTTP/1.1", BadMethod)]
    [InlineData("GET", "HTTP/1.0", BadRequest)]
    public async Task WebSocketHandshake_ThatIsNone_IsAnOrdinaryRequest(string method, string version, string body)
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf())
            .Replace("GET", method, StringComparison.Ordinal).Replace("HTTP/1.1", version, StringComparison.Ordinal));
        var response = await connection.ReadResponseAsync();

        Assert.Equal(400, response.Status);
        Assert.Equal(body, response.Text);
    }

    // RFC 6455 §4.4
    [Theory]
    [InlineData("8")]
    [InlineData("14")]
    [InlineData("")]
    [InlineData("13, 8")]
    public async Task WebSocketHandshake_OfAnotherVersion_Gets426(string version)
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf())
            .Replace("Version: 13", "Version: " + version, StringComparison.Ordinal));
        var response = await connection.ReadResponseAsync();

        Assert.Equal(426, response.Status);
        Assert.Equal("13", response.Header("Sec-WebSocket-Version"));
        Assert.Empty(await connection.ReadToEndAsync());
        Assert.Equal(0, app.Engine.SessionCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ=")]
    [InlineData("dGhlIHNhbXBsZSBub25jZTA=")]
    [InlineData("!GhlIHNhbXBsZSBub25jZQ==")]
    public async Task WebSocketHandshake_WithABadKey_Gets400(string key)
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf())
            .Replace("dGhlIHNhbXBsZSBub25jZQ==", key, StringComparison.Ordinal));

        Assert.Equal(400, (await connection.ReadResponseAsync()).Status);
        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task WebSocketHandshake_WithoutAKey_Gets400()
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf())
            .Replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", StringComparison.Ordinal));

        Assert.Equal(400, (await connection.ReadResponseAsync()).Status);
    }
}
