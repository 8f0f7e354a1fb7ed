using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A route group's own limit, in place of the application's.</summary>
public sealed class GroupLimitTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_WithALimit_IsCountedByItAlone(HttpProtocolKind protocol)
    {
        var options = new RpressOptions { RateLimit = new(2, _minute) };
        await using var server = await StartAsync(options, protocol, ("/tight", new(1, _minute)), ("/wide", new(3, _minute) { Name = "wide" }), ("/none", null));

        Assert.Equal("200 429", await StatusesAsync(server, "/tight", 2));
        Assert.Equal("200 200 200 429", await StatusesAsync(server, "/wide", 4));
        Assert.Equal("200 200 429", await StatusesAsync(server, "/none", 3));
        Assert.Equal("\"group-1\";q=1;w=60", (await server.GetAsync("/tight")).Header("RateLimit-Policy"));
        Assert.Equal("\"wide\";q=3;w=60", (await server.GetAsync("/wide")).Header("RateLimit-Policy"));
        Assert.Equal("\"default\";q=2;w=60", (await server.GetAsync("/none")).Header("RateLimit-Policy"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_WithALimit_NeedsNoneOfTheApplications(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new(), protocol, ("/tight", new(1, _minute)), ("/none", null));

        Assert.Equal("200 429", await StatusesAsync(server, "/tight", 2));
        Assert.Equal("200 200", await StatusesAsync(server, "/none", 2));
        Assert.Null((await server.GetAsync("/none")).Header("RateLimit"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Groups_OfOneName_ShareTheirCounts(HttpProtocolKind protocol)
    {
        var shared = new RateLimit(2, _minute) { Name = "shared" };
        await using var server = await StartAsync(
            new(), protocol, ("/a", shared), ("/b", new(2, _minute) { Name = "shared" }), ("/c", shared), ("/apart", new(2, _minute)));

        Assert.Equal("200", await StatusesAsync(server, "/a", 1));
        Assert.Equal("200", await StatusesAsync(server, "/b", 1));
        Assert.Equal("429", await StatusesAsync(server, "/c", 1));
        Assert.Equal("200", await StatusesAsync(server, "/apart", 1));
    }

    public static TheoryData<RateLimit, RateLimit> Conflicts => new()
    {
        { new(2, _minute) { Name = "shared" }, new(3, _minute) { Name = "shared" } },
        { new(2, _minute) { Name = "shared" }, new(2, _minute * 2) { Name = "shared" } },
        { new(2, _minute) { Name = "shared" }, new RateLimit(2, _minute) { Name = "shared" }.By(_ => "") },
        { new(2, _minute) { Name = "default" }, new(2, _minute * 2) { Name = "group-1" } },
        { new(2, _minute) { Name = "group-2" }, new(3, _minute) },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Groups_OfOneNameWithOtherLimits_AreRefusedAtStart(RateLimit first, RateLimit second)
    {
        RpressRoutes[] groups = [new() { RateLimit = first }, new() { RateLimit = second }];
        var options = new RpressOptions { RateLimit = first.Name == "default" ? new(9, _minute) : null };

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(
            () => TestServer.StartAsync(TestApps.WithoutRoutes(options).AddRouteGroup(groups[0]).AddRouteGroup(groups[1])));

        Assert.Contains("share their counts", Assert.Single(error.Errors), StringComparison.Ordinal);
        Assert.Contains("RateLimit of route group", error.Errors[0], StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(RpressOptions options, HttpProtocolKind protocol, params (string Path, RateLimit? Limit)[] groups)
    {
        options.TimeProvider = new TestClock();
        var app = TestApps.WithoutRoutes(options);
        foreach (var (path, limit) in groups)
        {
            var routes = new RpressRoutes { RateLimit = limit };
            routes.Get(path, _ => "ok");
            app.AddRouteGroup(routes);
        }

        return TestServer.StartAsync(app, protocol);
    }

    private static async Task<string> StatusesAsync(TestServer server, string path, int count)
    {
        var statuses = new int[count];
        for (int i = 0; i < count; i++)
        {
            statuses[i] = (await server.GetAsync(path)).Status;
        }

        return string.Join(' ', statuses);
    }
}
