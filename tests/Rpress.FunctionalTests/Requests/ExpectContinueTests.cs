using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

/// <summary>RFC 9110 §10.1.1: 100 (Continue) is sent when, and only when, somebody wants the body.</summary>
public sealed class ExpectContinueTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Continue_OfABodyThatIsRead_IsSentFirst(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var size in new[] { 5, 100_000 })
        {
            await using var connection = await server.ConnectAsync();
            await connection.SendAsync(Head("/read", size));
            Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), await connection.ReadExactlyAsync(25));
            await connection.SendAsync(new byte[size]);
            Assert.Equal($"{size}", (await connection.ReadResponseAsync()).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Continue_OfABodyThatMiddlewareRefuses_IsNotSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(Head("/refused", 5));
        var response = await connection.ReadResponseAsync();

        Assert.Equal((401, 0), (response.Status, response.Interim.Count));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Continue_OfABodyAnnouncedTooLarge_IsNotSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(Head("/read", 100_001));
        var response = await connection.ReadResponseAsync();

        Assert.Equal((413, 0), (response.Status, response.Interim.Count));
        Assert.Equal("close", response.Header("Connection"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Continue_OfAMissingRoute_IsNotSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(Head("/nowhere", 5));
        var response = await connection.ReadResponseAsync();

        Assert.Equal((404, 0), (response.Status, response.Interim.Count));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Continue_OfALargeBodyNobodyReads_IsNotSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(Head("/unread", 100_000));
        var response = await connection.ReadResponseAsync();

        Assert.Equal(("unread", 0), (response.Text, response.Interim.Count));
    }

    private static string Head(string path, int length) =>
        $"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n";

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(
                routes => routes
                    .Post("/read", async req => (await req.Body.ReadBytesAsync()).Length)
                    .Post("/refused", async req => (await req.Body.ReadBytesAsync()).Length)
                    .Post("/unread", _ => "unread"),
                new() { MaxBodySize = 100_000 })
            .Use((req, next) => req.Path == "/refused" ? throw new RpressException(401, "Token required") : next(req)),
        protocol);
}
