using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>A body that nobody has read is never taken for the next request (rpress defects 4 and 5).</summary>
public sealed class SmugglingUnreadBodyTests
{
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    // the body is drained, so the connection can go on; RFC 9112 §9.3
    [Fact]
    public async Task EarlyRefusal_WithUnreadBody_IsFollowedByTheNextRequestAlone()
    {
        var seen = new List<string>();
        await using var server = await StartRefusingAsync(seen);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(
            $"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}{RecordingServer.Probe}");
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([401, 401], responses.Select(response => response.Status));
        Assert.Equal(["/a", "/probe"], seen);
    }

    [Fact]
    public async Task EarlyRefusal_WithUnreadChunks_IsFollowedByTheNextRequestAlone()
    {
        var seen = new List<string>();
        await using var server = await StartRefusingAsync(seen);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(
            $"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{Smuggled.Length:x}\r\n{Smuggled}\r\n0\r\n\r\n"
            + RecordingServer.Probe);
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([401, 401], responses.Select(response => response.Status));
        Assert.Equal(["/a", "/probe"], seen);
    }

    [Fact]
    public async Task EarlyRefusal_BodyArrivingAfterIt_IsNotARequest()
    {
        var seen = new List<string>();
        await using var server = await StartRefusingAsync(seen);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: {Smuggled.Length + 3}\r\n\r\nabc");
        var first = await connection.ReadResponseAsync();
        await connection.SendAsync(Smuggled + RecordingServer.Probe);
        var last = await connection.ReadLastAsync();

        Assert.Equal([401, 401], [first.Status, last.Status]);
        Assert.Equal(["/a", "/probe"], seen);
    }

    // our 413 says that it ends the connection, and it does: no byte after it is read as a request
    [Theory]
    [InlineData("Content-Length: 2000", "")]
    [InlineData("Transfer-Encoding: chunked", "7d0\r\n")]
    public async Task TooLargeBody_HoldingRequests_EndsTheConnection(string framing, string before)
    {
        await using var server = await RecordingServer.StartAsync(new RpressOptions { MaxBodySize = 1000 });
        var body = string.Concat(Enumerable.Repeat(Smuggled, 60))[..2000];
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n{before}{body}");
        var response = await connection.ReadLastAsync();

        Assert.Equal(413, response.Status);
        Assert.Empty(server.Seen);
    }

    [Theory]
    [InlineData("GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX(Y): 1\r\n\r\n")]
    public async Task Refusal_OfAMalformedRequest_EndsTheConnection(string request)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync(request + Smuggled);

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §9.6: nothing after "Connection: close" is processed
    [Fact]
    public async Task Bytes_AfterConnectionClose_AreIgnored()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + Smuggled);
        var response = await connection.ReadLastAsync();

        Assert.Equal(200, response.Status);
        Assert.Equal(["GET /a"], server.Seen);
    }

    private static Task<TestServer> StartRefusingAsync(List<string> seen)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).Use((req, next) =>
        {
            seen.Add(req.Path);
            return ResponsePayload.Error(401, "no");
        });
        return TestServer.StartAsync(app);
    }
}
