using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A limiter of the application's, asked about a request under two limits.</summary>
public sealed class GroupLimiterTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly ScriptedRateLimiter _limiter = new();

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_UnderTwoLimits_IsAskedForTheApplicationsFirst(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal("\"default\";q=9;w=60, \"login\";q=5;w=60", Assert.Single(reply.HeaderValues("RateLimit-Policy")));
        Assert.Equal("\"default\";r=7;t=3, \"login\";r=7;t=3", Assert.Single(reply.HeaderValues("RateLimit")));
        Assert.Equal(["default", "login"], _limiter.Limits.Select(limit => limit.Name));
        Assert.Equal(["127.0.0.1", "ada"], _limiter.Keys);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_ThatRefusesByTheApplicationsLimit_IsNotAskedForTheGroups(HttpProtocolKind protocol)
    {
        _limiter.Answer = _ => new(new RateLimitDecision(false, 0, TimeSpan.FromSeconds(3)));
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((429, "\"default\";r=0;t=3", "3"), (reply.Status, reply.Header("RateLimit"), reply.Header("Retry-After")));
        Assert.Equal("\"default\";q=9;w=60", reply.Header("RateLimit-Policy"));
        Assert.Equal("default", Assert.Single(_limiter.Limits).Name);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_ThatRefusesByTheGroupsLimit_IsHeard(HttpProtocolKind protocol)
    {
        _limiter.Answer = _ => new(new RateLimitDecision(!IsAskedFor("login"), 2, TimeSpan.FromSeconds(3)));
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((429, "\"default\";r=2;t=3, \"login\";r=2;t=3", "3"), (reply.Status, reply.Header("RateLimit"), reply.Header("Retry-After")));
    }

    [Theory]
    [InlineData("default", "login", 429)]
    [InlineData("login", "default", 200)]
    public async Task Limiter_ThatFailsForOneLimit_LeavesTheOtherInForce(string failing, string working, int expected)
    {
        _limiter.Answer = _ => IsAskedFor(failing)
            ? throw new InvalidOperationException("no store")
            : new(new RateLimitDecision(expected == 200, 0, TimeSpan.FromSeconds(3)));
        await using var server = await StartAsync(HttpProtocolKind.Http1);

        var reply = await server.GetAsync("/");

        Assert.Equal((expected, $"\"{working}\";r=0;t=3"), (reply.Status, reply.Header("RateLimit")));
        Assert.StartsWith($"\"{working}\";q=", reply.Header("RateLimit-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", 1)]
    [InlineData("login", 2)]
    public async Task Limiter_ThatFailsForEitherLimit_RefusesWhereTheOptionsSaySo(string failing, int asked)
    {
        _limiter.Answer = _ => IsAskedFor(failing)
            ? throw new InvalidOperationException("no store")
            : new(new RateLimitDecision(true, 1, TimeSpan.FromSeconds(3)));
        await using var server = await StartAsync(HttpProtocolKind.Http1, RateLimiterFailure.Refuse);

        var reply = await server.GetAsync("/");

        Assert.Equal((503, null), (reply.Status, reply.Header("RateLimit")));
        Assert.Equal(asked, _limiter.Limits.Count);
    }

    private bool IsAskedFor(string name) => _limiter.Limits[^1].Name == name;

    private Task<TestServer> StartAsync(HttpProtocolKind protocol, RateLimiterFailure onFailure = RateLimiterFailure.Allow)
    {
        var options = new RpressOptions { RateLimit = new(9, _minute), RateLimiter = _limiter, RateLimiterFailure = onFailure, TimeProvider = new TestClock() };
        var routes = new RpressRoutes { RateLimit = new RateLimit(5, _minute) { Name = "login" }.By(_ => "ada") };
        routes.Get("/", _ => "ok");
        return TestServer.StartAsync(TestApps.WithoutRoutes(options).AddRouteGroup(routes), protocol);
    }
}
