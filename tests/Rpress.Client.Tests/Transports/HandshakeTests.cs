using System.Net;

namespace Rpress.Client.Tests.Transports;

public sealed class HandshakeTests
{
    private static readonly SocketTransport[] _polling = [SocketTransport.Polling];
    private static readonly SocketTransport[] _both = [SocketTransport.Polling, SocketTransport.WebSocket];

    [Fact]
    public async Task Polling_Handshake_IsAGetWithoutASid()
    {
        await using var test = new TestClient(options => options.Transports = _polling);

        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadGetAsync();

        Assert.Equal("/socket.io/?EIO=4&transport=polling", handshake.Target);
        Assert.Equal(["Host", "Accept-Encoding"], handshake.Headers.Select(header => header.Key));
        Assert.Equal(test.Server.Authority, handshake.Header("Host"));
    }

    [Fact]
    public async Task WebSocket_Handshake_IsAnUpgradeWithoutASid()
    {
        await using var test = new TestClient();

        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();

        Assert.Equal("/socket.io/?EIO=4&transport=websocket", handshake.Target);
        Assert.Equal(
            ["Accept-Encoding", "Connection", "Host", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Upgrade"],
            handshake.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("13", handshake.Header("Sec-WebSocket-Version"));
    }

    [Fact]
    public async Task Polling_Requests_HaveTheSidAndAnswerableTypes()
    {
        await using var test = new TestClient(options => options.Transports = _polling);

        ScriptedRequest poll = await test.ConnectPollingAsync();
        await test.Client.EmitAsync("hi");
        ScriptedRequest post = await test.Server.ReadPostAsync();

        Assert.Equal("/socket.io/?EIO=4&transport=polling&sid=eio1", poll.Target);
        Assert.Equal("/socket.io/?EIO=4&transport=polling&sid=eio1", post.Target);
        Assert.Equal("text/plain; charset=UTF-8", post.Header("Content-Type"));
        Assert.Equal("8", post.Header("Content-Length"));
        Assert.Equal("""42["hi"]""", post.Text);
    }

    [Fact]
    public async Task Requests_OfAnotherPathWithAQuery_HaveThemOnBothTransports()
    {
        await using var test = new TestClient(
            options =>
            {
                options.Transports = _both;
                options.Path = "/live";
                options.AddTrailingSlash = false;
                options.Query = new Dictionary<string, string> { ["b"] = "2" };
            },
            "/?a=1");

        await ConnectAsync(test, """["websocket"]""");

        Assert.Equal("/live?a=1&b=2&EIO=4&transport=polling&sid=eio1", (await test.Server.ReadGetAsync()).Target);
        Assert.Equal("/live?a=1&b=2&EIO=4&transport=websocket&sid=eio1", (await test.Server.ReadHandshakeAsync()).Target);
    }

    [Fact]
    public async Task Requests_ByDefault_HaveATimestampOnPollingAlone()
    {
        await using var test = new TestClient(options => (options.Transports, options.TimestampRequests) = (_both, null));
        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadGetAsync();
        await handshake.AnswerAsync(TestClient.Open("\"websocket\""));

        ScriptedRequest poll = await test.Server.ReadGetAsync();
        ScriptedRequest post = await test.Server.ReadPostAsync();

        string[] targets = [handshake.Target, poll.Target, post.Target];
        Assert.All(targets, target => Assert.Matches("^/socket.io/\\?EIO=4&transport=polling(&sid=eio1)?&t=[0-9a-z]+$", target));
        Assert.Equal(3, targets.Select(target => target.Split("&t=")[1]).Distinct().Count());
        Assert.Equal("/socket.io/?EIO=4&transport=websocket&sid=eio1", (await test.Server.ReadHandshakeAsync()).Target);
    }

    [Fact]
    public async Task Headers_OfTheOptions_AreSentWithEachRequest()
    {
        await using var test = new TestClient(options =>
        {
            options.Transports = _both;
            options.Headers = new Dictionary<string, string> { ["X-Token"] = "a b", ["Origin"] = "http://o", ["User-Agent"] = "me/1" };
        });

        ScriptedRequest handshake = await ConnectAsync(test, """["websocket"]""");
        ScriptedRequest[] requests = [handshake, await test.Server.ReadGetAsync(), await test.Server.ReadPostAsync(), await test.Server.ReadHandshakeAsync()];

        Assert.All(requests, request =>
            Assert.Equal(("a b", "http://o", "me/1"), (request.Header("X-Token"), request.Header("Origin"), request.Header("User-Agent"))));
    }

    [Fact]
    public async Task Cookies_WithAContainer_AreKeptAndSentOnBothTransports()
    {
        var cookies = new CookieContainer();
        await using var test = new TestClient(options => (options.Transports, options.Cookies) = (_both, cookies));
        cookies.Add(test.Server.Url, new Cookie("own", "1"));

        ScriptedRequest handshake = await ConnectAsync(test, """["websocket"]""", ("Set-Cookie", "io=2; Path=/; HttpOnly"));

        Assert.Equal("own=1", handshake.Header("Cookie"));
        Assert.Equal("own=1; io=2", (await test.Server.ReadGetAsync()).Header("Cookie"));
        Assert.Equal("own=1; io=2", (await test.Server.ReadPostAsync()).Header("Cookie"));
        Assert.Equal("own=1; io=2", (await test.Server.ReadHandshakeAsync()).Header("Cookie"));
        Assert.Equal("2", cookies.GetCookies(test.Server.Url)["io"]?.Value);
    }

    [Fact]
    public async Task Cookies_WithoutAContainer_AreNeitherKeptNorSent()
    {
        await using var test = new TestClient(options => options.Transports = _both);

        await ConnectAsync(test, """["websocket"]""", ("Set-Cookie", "io=2; Path=/"));

        Assert.Null((await test.Server.ReadGetAsync()).Header("Cookie"));
        Assert.Null((await test.Server.ReadPostAsync()).Header("Cookie"));
        Assert.Null((await test.Server.ReadHandshakeAsync()).Header("Cookie"));
    }

    [Fact]
    public async Task HttpHandler_OfTheApplication_IsUsedForAllAndNotDisposed()
    {
        using var handler = new HeldHttpHandler();
        await using (var test = new TestClient(options => (options.Transports, options.HttpHandler) = (_both, handler)))
        {
            await ConnectAsync(test, """["websocket"]""");
            await test.Server.ReadGetAsync();
            await test.Server.ReadPostAsync();
            await test.Server.ReadHandshakeAsync();
        }

        Assert.Equal(4, handler.Requests);
        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task Redirect_OfAHandshake_IsNotFollowed()
    {
        await using var test = new TestClient(options => options.Transports = _polling);
        test.Client.Connect();

        await (await test.Server.ReadGetAsync()).AnswerAsync(302, "", ("Location", "/other"));

        Assert.Equal("connect_error: The server answered a GET with 302: ", await test.Happened.NextAsync());
        Assert.Equal(0, test.Server.UnreadRequests);
    }

    [Theory]
    [InlineData("4hi", "Message")]
    [InlineData("6", "Noop")]
    [InlineData("2probe", "Ping")]
    public async Task Handshake_AnsweredByAnotherPacket_IsAnError(string answer, string named)
    {
        await using var test = new TestClient(options => options.Transports = _polling);
        test.Client.Connect();

        await (await test.Server.ReadGetAsync()).AnswerAsync(answer);

        Assert.Equal(
            $"connect_error: The server began with a packet of type {named} where Engine.IO v4 asks for an open packet.",
            await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0{}")]
    [InlineData("""0{"sid":"","pingInterval":1,"pingTimeout":1}""")]
    [InlineData("""0{"sid":"a","pingInterval":0,"pingTimeout":1}""")]
    [InlineData("""0{"sid":"a","pingInterval":"1","pingTimeout":1}""")]
    [InlineData("""0{"sid":"a","upgrades":1,"pingInterval":1,"pingTimeout":1}""")]
    public async Task Handshake_Malformed_IsAnErrorOnBothTransports(string open)
    {
        await using var test = new TestClient(options =>
            (options.Transports, options.TryAllTransports) = ((SocketTransport[])[SocketTransport.WebSocket, SocketTransport.Polling], true));
        test.Client.Connect();

        await (await test.Server.AcceptWebSocketAsync()).SendAsync(open);
        await (await test.Server.ReadGetAsync()).AnswerAsync(open);

        Assert.StartsWith("connect_error: The server's open packet is malformed: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
    }

    private static async Task<ScriptedRequest> ConnectAsync(TestClient test, string upgrades, params (string Name, string Value)[] fields)
    {
        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadGetAsync();
        await handshake.AnswerAsync(200, TestClient.Open(upgrades.Trim('[', ']')), fields);
        return handshake;
    }
}
