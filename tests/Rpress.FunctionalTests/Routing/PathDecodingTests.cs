using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class PathDecodingTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Parameter_WithEscapes_IsDecodedInItsSegment(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/x/:name", req => req.Params["name"])), protocol);

        Assert.Equal("a/b", (await server.GetAsync("/x/a%2Fb")).Text);
        Assert.Equal("a/b", (await server.GetAsync("/x/a%2fb")).Text);
        Assert.Equal("100%", (await server.GetAsync("/x/100%25")).Text);
        Assert.Equal("%2F", (await server.GetAsync("/x/%252F")).Text);
        Assert.Equal("żółw 🐢", (await server.GetAsync("/x/%C5%BC%c3%b3%C5%82w%20%F0%9F%90%A2")).Text);
        Assert.Equal("a+b", (await server.GetAsync("/x/a+b")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Literal_SentWithEscapes_Matches(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/żółw/a b", _ => "found")), protocol);

        Assert.Equal("found", (await server.GetAsync("/%C5%BC%C3%B3%C5%82w/a%20b")).Text);
        Assert.Equal("found", (await server.GetAsync("/%c5%bc%c3%b3%c5%82w/%61%20b")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_WithDotSegments_IsResolvedBeforeRouting(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/admin", _ => "admin").Get("/*rest", req => req.Path)), protocol);

        Assert.Equal("admin", (await server.GetAsync("/public/../admin")).Text);
        Assert.Equal("admin", (await server.GetAsync("/public/%2e%2E/./admin")).Text);
        Assert.Equal("admin", (await server.GetAsync("/../../admin")).Text);
        Assert.Equal("/b..c/...", (await server.GetAsync("/a/../b..c/...")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_WithEmptySegments_KeepsThem(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/admin", _ => "admin").Get("/*rest", req => req.Path)), protocol);

        Assert.Equal("//admin", (await server.GetAsync("//admin")).Text);
        Assert.Equal("/a//b", (await server.GetAsync("/a//b")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_OfMalformedEscapes_IsRefused(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/*rest", _ => "reached")), protocol);

        foreach (var target in new[] { "/%", "/%4", "/%zz", "/%c0%ae", "/%ff", "/a%0d%0ab", "/%7f" })
        {
            Assert.Equal(400, (await server.GetAsync(target)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_WithEscapedNul_NeverReachesARoute(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/*rest", _ => "reached")), protocol);

        // the server core takes such a path for a broken message: 400 on HTTP/1.1, a reset stream on HTTP/2
        if (protocol == HttpProtocolKind.Http2Tls)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/%00"));
            return;
        }

        Assert.Equal(400, (await server.GetAsync("/%00")).Status);
    }
}
