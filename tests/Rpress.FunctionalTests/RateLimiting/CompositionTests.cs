using Rpress.FunctionalTests.StaticFiles;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>The limit among the other built-ins: what is counted, and what a refusal carries.</summary>
public sealed class CompositionTests
{
    private const string App = "https://app.example.com";

    private static readonly RateLimit _one = new(1, TimeSpan.FromMinutes(1));

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refused_OfAnAllowedOrigin_CanBeReadByIt(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { RateLimit = _one, Cors = new() { Origins = [App], ExposeHeaders = ["RateLimit"] } });
        await server.GetAsync("/");

        var reply = await server.GetAsync("/", ("Origin", App));

        Assert.Equal((429, App), (reply.Status, Assert.Single(reply.HeaderValues("Access-Control-Allow-Origin"))));
        Assert.Equal(["RateLimit"], reply.HeaderValues("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", reply.HeaderValues("Vary"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refused_WithSecurityHeaders_CarriesThem(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { RateLimit = _one, SecurityHeaders = new() { XFrameOptions = "DENY" } });
        await server.GetAsync("/");

        var reply = await server.GetAsync("/");

        Assert.Equal(429, reply.Status);
        Assert.Equal(["DENY"], reply.HeaderValues("X-Frame-Options"));
        Assert.Equal(["nosniff"], reply.HeaderValues("X-Content-Type-Options"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_WithCors_IsNotCounted(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { RateLimit = _one, Cors = new() { Origins = [App] } });

        var preflights = new List<Reply>();
        for (int i = 0; i < 3; i++)
        {
            preflights.Add(await server.SendAsync(HttpMethod.Options, "/", null, ("Origin", App), ("Access-Control-Request-Method", "GET")));
        }

        Assert.All(preflights, reply => Assert.Equal((204, null), (reply.Status, reply.Header("RateLimit"))));
        Assert.Equal(200, (await server.GetAsync("/", ("Origin", App))).Status);
        Assert.Equal(429, (await server.GetAsync("/", ("Origin", App))).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_Served_IsCounted(HttpProtocolKind protocol)
    {
        await using var site = new Site().With("a.txt", "text");
        await site.StartAsync(protocol, options: new() { RateLimit = _one });

        var served = await site.GetAsync("/a.txt");
        var refused = await site.GetAsync("/a.txt");

        Assert.Equal((200, "text", "\"default\";r=0;t=66"), (served.Status, served.Text, served.Header("RateLimit")));
        Assert.Equal(429, refused.Status);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions options)
    {
        options.TimeProvider = new TestClock();
        return TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), options), protocol);
    }
}
