using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class CookiesTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Cookies_OfOneHeader_AreRead(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        Assert.Equal("a=1,b=x=y,c=quoted", (await server.GetAsync("/", ("Cookie", "a=1; b=x=y;c=\"quoted\""))).Text);
        Assert.Equal("a=%20,A=2", (await server.GetAsync("/", ("Cookie", "a=%20; A=2; novalue; =noname"))).Text);
        Assert.Equal("", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Cookie_SentTwice_CountsTheFirst(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req => $"{req.Cookies["a"]} {req.Cookies["none"] ?? "-"} {req.Cookies.Count}")), protocol);

        // RFC 6265 §5.4: the most specific path comes first
        Assert.Equal("specific - 2", (await server.GetAsync("/", ("Cookie", "a=specific; a=general"))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Cookies_OfSeveralHeaders_AreJoined(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2; c=3\r\n\r\n");

        Assert.Equal("a=1,b=2,c=3", (await connection.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Cookies_InHttp2Crumbs_AreJoined()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, true, (":method", "GET"), (":scheme", "https"), (":authority", "a"), (":path", "/"), ("cookie", "a=1"), ("cookie", "b=2"), ("cookie", "c=x,y"));

        // RFC 9113 §8.2.3
        Assert.Equal("a=1,b=2,c=x,y", (await connection.ReadResponseAsync(1)).Text);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes.Get("/", req => string.Join(',', req.Cookies.Select(pair => $"{pair.Key}={pair.Value}")))), protocol);
}
