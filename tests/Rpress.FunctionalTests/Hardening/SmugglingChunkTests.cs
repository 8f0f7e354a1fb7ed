using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>The syntax of a chunked body: one reading, whoever reads.</summary>
public sealed class SmugglingChunkTests
{
    private const string Head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    // RFC 9112 §7.1: chunk-size = 1*HEXDIG, lines end in CRLF, chunk-data is followed by CRLF. What follows is not a request.
    [Theory]
    [InlineData("+5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData(" 5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5 \r\nhello\r\n0\r\n\r\n")]
    [InlineData("5 ;a=b\r\nhello\r\n0\r\n\r\n")]
    [InlineData("\r\nhello\r\n0\r\n\r\n")]
    [InlineData(";a=b\r\nhello\r\n0\r\n\r\n")]
    [InlineData("g\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a=b\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a\rb\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\nhello\r\n0\r\n\r\n")]
    [InlineData("5\rhello\r\n0\r\n\r\n")]
    [InlineData("5\r\rhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello\n0\r\n\r\n")]
    [InlineData("5\r\nhello\r0\r\n\r\n")]
    [InlineData("5\r\nhello0\r\n\r\n")]
    [InlineData("5\r\nhelloXY0\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nx\r\n\r\n")]
    [InlineData("5_0\r\nhello\r\n0\r\n\r\n")]
    [InlineData("100000000\r\nhello\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("00000000000000005\r\nhello\r\n0\r\n\r\n")]
    [InlineData("10000000000000005\r\nhello\r\n0\r\n\r\n")]
    public async Task Chunk_Malformed_IsRefusedAndEndsTheConnection(string body)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync(Head + body);

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §7.1.1: extensions that are not understood are ignored; a line ends at its CRLF, inside quotes too.
    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("05\r\nhello\r\n00\r\n\r\n")]
    [InlineData("5;a=b\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;a=\"b c\"\r\nhello\r\n0;z\r\n\r\n")]
    [InlineData("5;a=\"\r\nhello\r\n0\r\n\r\n")]
    [InlineData("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")]
    public async Task Chunk_InALegalForm_IsRead(string body)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync(Head + body);

        Assert.Equal([200, 200], statuses);
        Assert.Equal(["POST /a hello", "GET /probe"], server.Seen);
    }

    // RFC 9110 §6.5.1: trailers must not change framing or routing: they are kept apart from the header section.
    [Theory]
    [InlineData("Content-Length: 7")]
    [InlineData("Host: evil.example")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("Authorization: Bearer stolen")]
    [InlineData("X-Trailer: 1")]
    public async Task Trailer_OfAnyName_ChangesNoHeader(string trailer)
    {
        string?[] before = [], after = [];
        var name = trailer[..trailer.IndexOf(':', StringComparison.Ordinal)];
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).Use(async (req, next) =>
        {
            before = req.Path == "/a" ? [req.Headers[name]] : before;
            await req.Body.ReadBytesAsync();
            after = req.Path == "/a" ? [req.Headers[name]] : after;
            return ResponsePayload.Text("");
        });
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(Head + $"5\r\nhello\r\n0\r\n{trailer}\r\n\r\n" + RecordingServer.Probe);
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([200, 200], responses.Select(response => response.Status));
        Assert.Single(before);
        Assert.Equal(before, after);
    }

    // RFC 9112 §8: a body that ends without its last chunk is incomplete, and no handler gets it as a whole one.
    [Theory]
    [InlineData("5\r\nhello\r\n")]
    [InlineData("5\r\nhello\r\n0\r\n")]
    [InlineData("5\r\nhel")]
    public async Task Chunk_CutShortByTheClient_NeverReachesTheHandler(string body)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync(Head + body);
        connection.ShutdownSend();
        await connection.ReadToEndAsync();

        await Eventually.TrueAsync(() => server.Server.App.ConnectionCount == 0, "the connection to end");
        Assert.Empty(server.Seen);
    }
}
