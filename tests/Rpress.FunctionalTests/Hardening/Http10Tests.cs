using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>HTTP/1.0: served, and kept open only on request.</summary>
public sealed class Http10Tests
{
    // RFC 9112 §9.3: an HTTP/1.0 connection ends after the response unless keep-alive is asked for
    [Fact]
    public async Task Request_WithoutKeepAlive_IsAnsweredAndTheConnectionEnds()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("GET /a HTTP/1.0\r\n\r\n" + RecordingServer.Probe);
        var response = await connection.ReadResponseAsync();

        Assert.Equal(200, response.Status);
        Assert.Empty(await connection.ReadToEndAsync());
        Assert.Equal(["GET /a"], server.Seen);
    }

    [Fact]
    public async Task Request_WithKeepAlive_LeavesTheConnectionOpenAndSaysSo()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("GET /a HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n" + RecordingServer.Probe);
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([200, 200], responses.Select(response => response.Status));
        Assert.Equal("keep-alive", responses[0].Header("Connection"));
    }

    // RFC 9112 §6.1: no Transfer-Encoding to a client of HTTP/1.0; the end of the connection ends the body
    [Fact]
    public async Task Response_OfUnknownLength_IsNotChunked()
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => ResponsePayload.Stream((body, token) => body.WriteAsync("hello"u8.ToArray(), token).AsTask()));
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Null(response.Header("Transfer-Encoding"));
        Assert.Equal("hello", response.Text);
    }
}
