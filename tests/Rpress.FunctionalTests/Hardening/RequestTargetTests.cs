using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>The four forms of a request target (RFC 9112 §3.2), each only where it belongs.</summary>
public sealed class RequestTargetTests
{
    // §3.2.2: a server accepts the absolute form; its authority and Host say the same.
    [Theory]
    [InlineData("http://x/a/b?c", "GET /a/b")]
    [InlineData("http://x/", "GET /")]
    [InlineData("http://x", "GET /")]
    [InlineData("http://x?c", "GET /")]
    [InlineData("http://x/a/../b", "GET /b")]
    public async Task Target_InAbsoluteForm_IsItsPath(string target, string seen)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal([200, 200], statuses);
        Assert.Equal(seen, server.Seen[0]);
    }

    // another host than the Host field's, user information, a path without its slash, a fragment: none is a target
    [Theory]
    [InlineData("GET http://evil/a HTTP/1.1")]
    [InlineData("GET http://x@evil/a HTTP/1.1")]
    [InlineData("GET http:/a HTTP/1.1")]
    [InlineData("GET *a HTTP/1.1")]
    [InlineData("OPTIONS ** HTTP/1.1")]
    [InlineData("GET a/b HTTP/1.1")]
    [InlineData("GET ?a HTTP/1.1")]
    [InlineData("GET \\a HTTP/1.1")]
    [InlineData("GET /a#b HTTP/1.1")]
    [InlineData("GET /a?b#c HTTP/1.1")]
    [InlineData("GET http://x/a#b HTTP/1.1")]
    public async Task Target_OfNoForm_IsRefused(string line)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"{line}\r\nHost: x\r\n\r\n");

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §3.2.3 and §3.2.4: these forms belong to CONNECT and OPTIONS alone; Kestrel's parser answers 405 and names the method.
    [Theory]
    [InlineData("GET * HTTP/1.1", "OPTIONS")]
    [InlineData("POST * HTTP/1.1", "OPTIONS")]
    [InlineData("GET x:80 HTTP/1.1", "CONNECT")]
    [InlineData("GET x HTTP/1.1", "CONNECT")]
    public async Task Target_OfAnotherMethodsForm_IsNotAllowed(string line, string allowed)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"{line}\r\nHost: x\r\n\r\n" + RecordingServer.Probe);
        var response = await connection.ReadLastAsync();

        Assert.Equal(405, response.Status);
        Assert.Equal(allowed, response.Header("Allow"));
        Assert.Empty(server.Seen);
    }

    // in HTTP/2 the target comes to us as it is
    [Theory]
    [InlineData("GET", "*")]
    [InlineData("GET", "x:80")]
    [InlineData("GET", "a")]
    [InlineData("GET", "/a#b")]
    [InlineData("GET", "/a?b#c")]
    [InlineData("GET", "/a b")]
    [InlineData("GET", "/a?\u001b")]
    public async Task Target_OfNoFormInHttp2_NeverReachesTheApplication(string method, string target)
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, true, (":method", method), (":scheme", "https"), (":path", target), (":authority", "x"));
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 400 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null);
        Assert.Empty(server.Seen);
    }

    // RFC 9110 §9.3.6: a tunnel is asked of a proxy; an origin server answers 501, and what follows is not HTTP.
    [Fact]
    public async Task Connect_ToAnAuthority_IsNotImplementedAndEndsTheConnection()
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n");

        Assert.Equal([501], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9110 §9.3.7: "*" asks about the server itself; it needs no route.
    [Fact]
    public async Task OptionsAsterisk_WithoutAnyRoute_IsAnswered()
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal(204, response.Status);
    }

    [Fact]
    public async Task OptionsAsterisk_WithMiddleware_ReachesItAsAsterisk()
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal([200, 200], statuses);
        Assert.Equal("OPTIONS *", server.Seen[0]);
    }
}
