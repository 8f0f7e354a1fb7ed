using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class TrailingSlashTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Ignored_MatchesBothForms(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, TrailingSlash.Ignore);

        Assert.Equal(200, (await server.GetAsync("/plain")).Status);
        Assert.Equal(200, (await server.GetAsync("/plain/")).Status);
        Assert.Equal(200, (await server.GetAsync("/slashed")).Status);
        Assert.Equal(200, (await server.GetAsync("/slashed/")).Status);
        Assert.Equal(404, (await server.GetAsync("/plain//")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Strict_MatchesTheRegisteredFormOnly(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, TrailingSlash.Strict);

        Assert.Equal(200, (await server.GetAsync("/plain")).Status);
        Assert.Equal(404, (await server.GetAsync("/plain/")).Status);
        Assert.Equal(404, (await server.GetAsync("/slashed")).Status);
        Assert.Equal(200, (await server.GetAsync("/slashed/")).Status);
        Assert.Equal(200, (await server.GetAsync("/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Strict_LetsBothFormsBeRegistered(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/a", _ => "file").Get("/a/", _ => "folder"), new() { TrailingSlash = TrailingSlash.Strict }),
            protocol);

        Assert.Equal("file", (await server.GetAsync("/a")).Text);
        Assert.Equal("folder", (await server.GetAsync("/a/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Redirected_SendsToTheRegisteredFormWithItsQuery(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, TrailingSlash.Redirect);

        var shorter = await server.GetAsync("/plain/?a=1&b=%20");
        var longer = await server.PostAsync("/slashed?x", null);

        Assert.Equal((308, "/plain?a=1&b=%20"), (shorter.Status, shorter.Header("Location")));
        Assert.Equal((308, "/slashed/?x"), (longer.Status, longer.Header("Location")));
        Assert.Equal(200, (await server.GetAsync("/plain")).Status);
        Assert.Equal(200, (await server.GetAsync("/slashed/")).Status);
        Assert.Equal(200, (await server.GetAsync("/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Redirected_KeepsEscapesInLocation(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, TrailingSlash.Redirect);

        var reply = await server.GetAsync("/name/%C5%BC%2F%25%20%3Fx/");

        Assert.Equal("/name/%C5%BC%2F%25%20%3Fx", reply.Header("Location"));
        Assert.Equal("ż/% ?x", (await server.GetAsync(reply.Header("Location")!)).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Slash_Redirected_NeverLeavesTheHost(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Get("/:a/:b?", _ => "reached").Get("/*rest", _ => "rest"),
                new() { TrailingSlash = TrailingSlash.Redirect }),
            protocol);

        foreach (var target in new[] { "//evil.example/", "/%5Cevil.example/", "/%2Fevil.example/", "//evil.example/x/", "/x/..//evil.example/" })
        {
            var location = (await server.GetAsync(target)).Header("Location") ?? "/";
            Assert.Equal("127.0.0.1", new Uri(server.BaseAddress, location).Host);
            Assert.DoesNotContain('\\', location);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CatchAll_WithTrailingSlash_KeepsIt(HttpProtocolKind protocol)
    {
        foreach (var policy in Enum.GetValues<TrailingSlash>())
        {
            await using var server = await TestServer.StartAsync(
                TestApps.With(routes => routes.Get("/files/*rest", req => req.Path), new() { TrailingSlash = policy }), protocol);

            Assert.Equal("/files/a/", (await server.GetAsync("/files/a/")).Text);
        }
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, TrailingSlash policy) => TestServer.StartAsync(
        TestApps.With(
            routes => routes
                .Get("/", _ => "root").Get("/plain", _ => "plain").Get("/slashed/", _ => "slashed").Post("/slashed/", _ => "posted")
                .Get("/name/:name", req => req.Params["name"]),
            new() { TrailingSlash = policy }),
        protocol);
}
