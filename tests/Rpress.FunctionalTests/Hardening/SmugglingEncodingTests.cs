using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Transfer-Encoding: one coding, chunked, and nothing that another server would take for it or not.</summary>
public sealed class SmugglingEncodingTests
{
    private const string Chunks = "5\r\nhello\r\n0\r\n\r\n";

    // RFC 9112 §6.1: the request may be processed by Transfer-Encoding alone, but the connection has to be closed after it.
    [Theory]
    [InlineData("Content-Length: 3\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3")]
    [InlineData("content-length:3\r\ntransfer-encoding:chunked")]
    [InlineData("Content-Length: 1000\r\nTransfer-Encoding: chunked")]
    public async Task Request_WithLengthAndEncoding_IsReadAsChunkedAndEndsTheConnection(string fields)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{fields}\r\n\r\n{Chunks}");

        Assert.Equal([200], statuses);
        Assert.Equal(["POST /a hello"], server.Seen);
    }

    // RFC 9112 §6.3, 4: chunked is not the final coding, so the length cannot be known: 400 and close.
    // §5.1: white space before the colon, §5.2: line folding, both 400.
    [Theory]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunkedx")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: chunked;q=1")]
    [InlineData("Transfer-Encoding: \"chunked\"")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding:")]
    [InlineData("Transfer-Encoding: \u000bchunked")]
    [InlineData("Transfer-Encoding:\u000bchunked")]
    [InlineData("Transfer-Encoding: chunked\u000b")]
    [InlineData("Transfer-Encoding: chun\0ked")]
    [InlineData("Transfer-Encoding:\r\n chunked")]
    [InlineData("Transfer-Encoding: chunked\r\n , identity")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")]
    [InlineData("Transfer-Encoding\t: chunked")]
    [InlineData(" Transfer-Encoding: chunked")]
    public async Task Encoding_ThatDoesNotEndInChunked_IsRefused(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n{Chunks}");

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §6.1: a coding that the server does not understand gets 501; chunked is not applied twice.
    [Theory]
    [InlineData("Transfer-Encoding: identity, chunked")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: , chunked")]
    public async Task Encoding_OtherThanChunkedAlone_IsNotSupported(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n{Chunks}");

        Assert.Equal([501], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9110 §5.1 and RFC 9112 §7: the name in any case, the coding in any case, white space around it.
    [Theory]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("transfer-encoding:chunked")]
    [InlineData("TRANSFER-ENCODING: CHUNKED")]
    [InlineData("Transfer-Encoding:\tchunked")]
    [InlineData("Transfer-Encoding:  Chunked  ")]
    public async Task Encoding_ChunkedInALegalForm_FramesTheBody(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n{Chunks}");

        Assert.Equal([200, 200], statuses);
        Assert.Equal(["POST /a hello", "GET /probe"], server.Seen);
    }

    // RFC 9112 §6.1: HTTP/1.0 knows no Transfer-Encoding; such a message is faulty, so nothing of it is believed.
    [Theory]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nConnection: keep-alive")]
    [InlineData("Content-Length: 15\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive")]
    public async Task Encoding_InHttp10_IsRefused(string fields)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"POST /a HTTP/1.0\r\nHost: x\r\n{fields}\r\n\r\n{Chunks}" + RecordingServer.Probe);
        var response = await connection.ReadResponseAsync();

        Assert.Equal(400, response.Status);
        Assert.Empty(await connection.ReadToEndAsync());
        Assert.Empty(server.Seen);
    }
}
