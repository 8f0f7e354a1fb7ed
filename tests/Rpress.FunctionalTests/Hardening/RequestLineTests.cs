namespace Rpress.FunctionalTests.Hardening;

/// <summary>The request line: one form, and no guess at what a client may have meant.</summary>
public sealed class RequestLineTests
{
    // RFC 9112 §2.2: CR and LF stand only together. §3: one SP between the parts. RFC 9110 §9.1: the method is a token.
    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: x\n\n")]
    [InlineData("GET / HTTP/1.1\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\n")]
    [InlineData("GET / HTTP/1.1\rHost: x\r\n\r\n")]
    [InlineData("GET /a\rHTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /\r\nHost: x\r\n\r\n")]
    [InlineData("GET\r\nHost: x\r\n\r\n")]
    [InlineData("GET / \r\nHost: x\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1 \r\nHost: x\r\n\r\n")]
    [InlineData("GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData(" GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("G\0T / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("G(T / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("G\u00c9T / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a\u0001b HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a\u007fb HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a\u00c3\u00a9 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a?\u0001 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a?\u001b[2J HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a?\u007f HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a?\u00c3\u00a9 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n")]
    public async Task Line_Malformed_IsRefused(string request)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync(request);

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §3 lets a server take any white space before the version for the one SP. Kestrel does, and hands no trace
    // of it up; the target ends before it, so both readings are one.
    [Theory]
    [InlineData("GET /a  HTTP/1.1", "GET /a")]
    [InlineData("GET /\rHTTP/1.1", "GET /")]
    public async Task Line_WithOtherWhiteSpaceBeforeTheVersion_IsTheSameRequest(string line, string seen)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"{line}\r\nHost: x\r\n\r\n");

        Assert.Equal([200, 200], statuses);
        Assert.Equal([seen, "GET /probe"], server.Seen);
    }

    // RFC 9110 §15.6.6: a version that the server does not speak gets 505. Kestrel says so of any eight characters
    // that are not its versions, and 400 of any other number of them.
    [Theory]
    [InlineData("HTTP/2.0", 505)]
    [InlineData("HTTP/9.9", 505)]
    [InlineData("HTTP/1.10", 400)]
    [InlineData("HTTP/11", 400)]
    [InlineData("HTTP/1.", 400)]
    [InlineData("HTTP/01.1", 400)]
    [InlineData("http/1.1", 505)]
    [InlineData("Http/1.1", 505)]
    [InlineData("HTTPS/1.1", 400)]
    [InlineData("HTTP /1.1", 400)]
    [InlineData("HTTP/1,1", 505)]
    [InlineData("ICY/1.1", 400)]
    public async Task Version_ThatIsNotSpoken_IsRefused(string version, int status)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"GET / {version}\r\nHost: x\r\n\r\n");

        Assert.Equal([status], statuses);
        Assert.Empty(server.Seen);
    }

    // RFC 9112 §2.2: a server ignores an empty line before a request line, which old clients send after a body.
    // Kestrel ignores bare line ends there too: before the first byte of a message there is nothing to read in two ways.
    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n")]
    public async Task Line_AfterEmptyLines_IsRead(string before)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"{before}GET /a HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal([200, 200], statuses);
        Assert.Equal(["GET /a", "GET /probe"], server.Seen);
    }

    // RFC 9110 §9.1: methods are case-sensitive tokens, and any token may be one.
    [Theory]
    [InlineData("get")]
    [InlineData("PROPFIND")]
    [InlineData("M-SEARCH")]
    [InlineData("A!#$%&'*+.^_`|~9")]
    public async Task Method_AnyToken_ReachesTheApplicationAsItIs(string method)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"{method} /a HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal([200, 200], statuses);
        Assert.Equal($"{method} /a", server.Seen[0]);
    }
}
