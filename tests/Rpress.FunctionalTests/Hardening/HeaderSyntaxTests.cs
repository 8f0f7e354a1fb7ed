using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Header fields: names are tokens, values hold no control characters.</summary>
public sealed class HeaderSyntaxTests
{
    // RFC 9110 §5.1 and §5.5, RFC 9112 §5
    [Theory]
    [InlineData("NoColon")]
    [InlineData(": no name")]
    [InlineData("X : 1")]
    [InlineData("X\t: 1")]
    [InlineData("X Y: 1")]
    [InlineData(" X: 1")]
    [InlineData("\tX: 1")]
    [InlineData("X: 1\r\n folded")]
    [InlineData("X: 1\r\n\tfolded")]
    [InlineData("X(Y): 1")]
    [InlineData("X/Y: 1")]
    [InlineData("X[Y]: 1")]
    [InlineData("X{Y}: 1")]
    [InlineData("X\"Y: 1")]
    [InlineData("X@Y: 1")]
    [InlineData("X=Y: 1")]
    [InlineData("X,Y: 1")]
    [InlineData("X;Y: 1")]
    [InlineData("X<Y>: 1")]
    [InlineData("X\\Y: 1")]
    [InlineData("X?Y: 1")]
    [InlineData("X\0Y: 1")]
    [InlineData("X\u001bY: 1")]
    [InlineData("X\u007fY: 1")]
    [InlineData("X\u00e9: 1")]
    [InlineData("X\u00c3\u00a9: 1")]
    [InlineData("X\rY: 1")]
    [InlineData("X: a\0b")]
    [InlineData("X: a\u0001b")]
    [InlineData("X: a\u0008b")]
    [InlineData("X: a\u000bb")]
    [InlineData("X: a\u000cb")]
    [InlineData("X: a\u001bb")]
    [InlineData("X: a\u007fb")]
    [InlineData("X: a\rb")]
    [InlineData("X: a\nb")]
    [InlineData("X: a\r\r\nY: b")]
    [InlineData("X: a\u00ff")]
    [InlineData("X: \u00c0\u00ae")]
    public async Task Field_Malformed_IsRefused(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n");

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    [Theory]
    [InlineData("X:", "")]
    [InlineData("X: ", "")]
    [InlineData("X:a", "a")]
    [InlineData("X: \t a b \t ", "a b")]
    [InlineData("X: a\tb", "a\tb")]
    [InlineData("x: :::", ":::")]
    [InlineData("X: 1\r\nx: 2", "1, 2")]
    [InlineData("X: caf\u00c3\u00a9", "caf\u00e9")]
    public async Task Field_WellFormed_KeepsItsValue(string field, string value)
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => ResponsePayload.Text(req.Headers["X"] ?? "missing"));
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal(200, response.Status);
        Assert.Equal(value, response.Text);
    }

    // RFC 9113 §8.2.1: the same rules hold in HTTP/2, where Kestrel leaves names and values to us or resets the stream
    [Theory]
    [InlineData("x(y)", "1")]
    [InlineData("x y", "1")]
    [InlineData("x\u00e9", "1")]
    [InlineData("x", "a\u0001b")]
    [InlineData("x", "a\u001bb")]
    [InlineData("x", "a\u007fb")]
    [InlineData("x", "a\rb")]
    [InlineData("x", "a\nb")]
    [InlineData("x", "a\0b")]
    public async Task Field_MalformedInHttp2_NeverReachesTheApplication(string name, string value)
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, true, (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x"), (name, value));
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 400 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null);
        Assert.Empty(server.Seen);
    }
}
