using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A route group's own limit, beside the application's or in its place.</summary>
public sealed class GroupLimitTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_WithALimit_IsUnderTheApplicationsToo(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { RateLimit = new(4, _minute) }, protocol, ("/tight", new(1, _minute)), ("/none", null));

        Assert.Equal("200 429", await StatusesAsync(server, "/tight", 2));
        Assert.Equal("200 200 429", await StatusesAsync(server, "/none", 3));
        Assert.Equal("429", await StatusesAsync(server, "/tight", 1));
    }

    // an account is the client's to choose: whoever tries many of them meets the limit of its address
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_CountedByAccounts_IsStillBoundedByAddress(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new() { RateLimit = new(3, _minute) }, protocol, ("/login/:account", new RateLimit(2, _minute).By(req => req.Params["account"])));

        Assert.Equal("200", await StatusesAsync(server, "/login/ada", 1));
        Assert.Equal("200", await StatusesAsync(server, "/login/grace", 1));
        Assert.Equal("200", await StatusesAsync(server, "/login/barbara", 1));
        Assert.Equal("429", await StatusesAsync(server, "/login/frances", 1));
    }

    // RFC 9651 §3.1: a list, in one line
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_UnderTwoLimits_TellsBothInOneLine(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new() { RateLimit = new(2, _minute * 2) }, protocol, ("/login", new(1, _minute) { Name = "login" }));

        Reply[] replies = [await server.GetAsync("/login"), await server.GetAsync("/login"), await server.GetAsync("/login")];

        string both = "\"default\";q=2;w=120, \"login\";q=1;w=60";
        Assert.Equal([200, 429, 429], replies.Select(reply => reply.Status));
        Assert.Equal([both, both, "\"default\";q=2;w=120"], replies.Select(reply => Assert.Single(reply.HeaderValues("RateLimit-Policy"))));
        Assert.Equal(
            ["\"default\";r=1;t=132, \"login\";r=0;t=66", "\"default\";r=0;t=132, \"login\";r=0;t=66", "\"default\";r=0;t=132"],
            replies.Select(reply => Assert.Single(reply.HeaderValues("RateLimit"))));
    }

    [Theory]
    [InlineData(3, "66")]
    [InlineData(2, "132")]
    public async Task Refused_ByTheGroupsLimit_IsToldWhenBothHaveRoom(int limitOfAll, string expected)
    {
        await using var server = await StartAsync(
            new() { RateLimit = new(limitOfAll, _minute * 2) }, HttpProtocolKind.Http1, ("/login", new(1, _minute)));
        await server.GetAsync("/login");

        var reply = await server.GetAsync("/login");

        Assert.Equal((429, expected), (reply.Status, reply.Header("Retry-After")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refused_ByTheApplicationsLimit_IsNotCountedByTheGroups(HttpProtocolKind protocol)
    {
        var perUser = new RateLimit(1, _minute).By(req => req.Headers["X-User"]);
        await using var server = await StartAsync(new() { RateLimit = perUser }, protocol, ("/", new(2, _minute)));

        var statuses = new List<int>();
        foreach (string user in (string[])["a", "a", "a", "b", "c"])
        {
            statuses.Add((await server.GetAsync("/", ("X-User", user))).Status);
        }

        Assert.Equal([200, 429, 429, 200, 429], statuses);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_ThatReplacesTheApplicationsLimit_IsUnderItsOwnAlone(HttpProtocolKind protocol)
    {
        var wide = new RateLimit(3, _minute) { Name = "wide", ReplacesApplicationLimit = true };
        await using var server = await StartAsync(new() { RateLimit = new(1, _minute) }, protocol, ("/wide", wide), ("/none", null));

        Assert.Equal("200 200 200 429", await StatusesAsync(server, "/wide", 4));
        Assert.Equal("200 429", await StatusesAsync(server, "/none", 2));
        Assert.Equal("\"wide\";q=3;w=60", (await server.GetAsync("/wide")).Header("RateLimit-Policy"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_WithALimitOfTheApplicationsName_CountsARequestOnce(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new() { RateLimit = new(2, _minute) { Name = "all" } }, protocol, ("/a", new(2, _minute) { Name = "all" }), ("/none", null));

        var reply = await server.GetAsync("/a");

        Assert.Equal(("\"all\";q=2;w=60", "\"all\";r=1;t=66"), (reply.Header("RateLimit-Policy"), reply.Header("RateLimit")));
        Assert.Equal("200", await StatusesAsync(server, "/none", 1));
        Assert.Equal("429", await StatusesAsync(server, "/a", 1));
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
