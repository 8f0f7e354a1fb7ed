namespace Rpress.FunctionalTests.Hardening;

/// <summary>Content-Length: what says the length in two ways, or in a way that others read differently, is refused.</summary>
public sealed class SmugglingLengthTests
{
    // RFC 9112 §6.3, 5: an invalid Content-Length is unrecoverable, so 400 and close. Lists of equal values may be
    // collapsed or refused; refusing leaves nothing to disagree about.
    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 5")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: 5,6")]
    [InlineData("Content-Length: +5")]
    [InlineData("Content-Length: -0")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: 0000000000000000000000000000005")]
    [InlineData("Content-Length: 555555555555555555555555555555555555555555555555")]
    [InlineData("Content-Length: \u00b2")]
    [InlineData("Content-Length: 0x5")]
    [InlineData("Content-Length: 5 5")]
    [InlineData("Content-Length: 5.0")]
    [InlineData("Content-Length: 5;")]
    [InlineData("Content-Length: \"5\"")]
    [InlineData("Content-Length: 1e1")]
    [InlineData("Content-Length: 1_0")]
    [InlineData("Content-Length:")]
    [InlineData("Content-Length: 9223372036854775808")]
    [InlineData("Content-Length: 18446744073709551616")]
    [InlineData("Content-Length: 18446744073709551621")]
    [InlineData("Content-Length : 5")]
    [InlineData("Content-Length: \u000b5")]
    [InlineData("Content-Length:\r\n 5")]
    [InlineData("Content_Length: 5\r\nContent-Length: five")]
    public async Task ContentLength_MalformedOrContradictory_IsRefused(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\nhello");

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9110 §8.6: Content-Length = 1*DIGIT, with optional white space around it, the name in any case.
    [Theory]
    [InlineData("Content-Length: 5")]
    [InlineData("Content-Length:5")]
    [InlineData("Content-Length:   5")]
    [InlineData("Content-Length: 5  ")]
    [InlineData("Content-Length:\t5\t")]
    [InlineData("Content-Length: 05")]
    [InlineData("content-length: 5")]
    [InlineData("CONTENT-LENGTH: 5")]
    public async Task ContentLength_InALegalForm_FramesTheBody(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"POST /a HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\nhello");

        Assert.Equal([200, 200], statuses);
        Assert.Equal(["POST /a hello", "GET /probe"], server.Seen);
    }

    // RFC 9112 §6.3: without Content-Length and Transfer-Encoding a request has no body, so these bytes are the next request.
    [Fact]
    public async Task Body_WithoutLength_IsReadAsTheNextRequest()
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync("POST /a HTTP/1.1\r\nHost: x\r\n\r\nhello\r\n");

        Assert.Equal([200, 400], statuses);
        Assert.Equal(["POST /a"], server.Seen);
    }

    // RFC 9110 §9.3.1: content of a GET has no meaning, but its framing counts like any other.
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    public async Task Body_OfAMethodWithoutBody_IsFramedLikeAnyOther(string method)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"{method} /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello" + RecordingServer.Probe);
        var first = await connection.ReadResponseAsync(head: method == "HEAD");
        var second = await connection.ReadLastAsync();

        Assert.Equal([200, 200], [first.Status, second.Status]);
        Assert.Equal([$"{method} /a hello", "GET /probe"], server.Seen);
    }
}
