using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class RegistrationTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Add_InTheSpellingOfRpress_RegistersInAnyCase(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Add(":get/x", _ => "get").Add(":POST/x", _ => "post").Add(":Delete/x/:id", req => req.Params["id"])),
            protocol);

        Assert.Equal("get", (await server.GetAsync("/x")).Text);
        Assert.Equal("post", (await server.PostAsync("/x", null)).Text);
        Assert.Equal("7", (await server.SendAsync(HttpMethod.Delete, "/x/7")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_BelowPrefix_AnswersThereOnly(HttpProtocolKind protocol)
    {
        var users = new RpressRoutes().Get("/", _ => "list").Get("/:id", req => $"{req.RoutePattern} {req.Params["id"]}");
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes().AddRouteGroup("/api/users", users), protocol);

        Assert.Equal("list", (await server.GetAsync("/api/users")).Text);
        Assert.Equal("/api/users/:id 7", (await server.GetAsync("/api/users/7")).Text);
        Assert.Equal(404, (await server.GetAsync("/7")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Group_BelowPrefixWithParameter_SeesBoth(HttpProtocolKind protocol)
    {
        var posts = new RpressRoutes().Get("/posts/:post", req => $"{req.Params["user"]} {req.Params["post"]}");
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes().AddRouteGroup("/users/:user/", posts), protocol);

        Assert.Equal("7 9", (await server.GetAsync("/users/7/posts/9")).Text);
    }

    [Theory]
    [InlineData("/users/:id", "/users/:name")]
    [InlineData("/a", "/a")]
    [InlineData("/files/*rest", "/files/*path")]
    [InlineData("/posts/:page?", "/posts/:number?")]
    public void Add_OfTheSameShape_NamesBothPatterns(string first, string second)
    {
        var routes = new RpressRoutes().Get(first, _ => "");

        var error = Assert.Throws<ArgumentException>(() => routes.Get(second, _ => ""));

        Assert.Contains($"GET {first}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"GET {second}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfOtherMethodOrShape_IsNoConflict()
    {
        var routes = new RpressRoutes().Get("/a/:id", _ => "");

        routes.Post("/a/:name", _ => "").Get("/a/:id/b", _ => "").Get("/a/b", _ => "").Get("/a/*rest", _ => "").Get("/a/:x?", _ => "");
    }

    [Fact]
    public void AddRouteGroup_WithRouteOfAnEarlierGroup_NamesBothPatterns()
    {
        var app = TestApps.With(routes => routes.Get("/api/users/:id", _ => ""));
        var group = new RpressRoutes().Get("/users/:name", _ => "");

        var error = Assert.Throws<ArgumentException>(() => app.AddRouteGroup("/api", group));

        Assert.Contains("GET /api/users/:id", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET /api/users/:name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_OnceAdded_IsClosed()
    {
        var routes = new RpressRoutes();
        var app = TestApps.WithoutRoutes().AddRouteGroup(routes);

        Assert.Throws<InvalidOperationException>(() => routes.Get("/late", _ => ""));
        Assert.Throws<InvalidOperationException>(() => routes.Use((req, next) => next(req)));
        Assert.Throws<InvalidOperationException>(() => routes.MaxBodySize = 1);
        Assert.Throws<InvalidOperationException>(() => app.AddRouteGroup("/again", routes));
    }

    [Theory]
    [InlineData("get/x")]
    [InlineData("/x")]
    [InlineData(":get")]
    [InlineData(":fetch/x")]
    [InlineData(":/x")]
    public void Add_OfMalformedRoute_Throws(string route)
    {
        var error = Assert.Throws<ArgumentException>(() => new RpressRoutes().Add(route, _ => ""));

        Assert.Contains(route, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/*rest/more")]
    [InlineData("/:x?/more")]
    [InlineData("/:")]
    [InlineData("/:1x")]
    [InlineData("/:id/:id")]
    [InlineData("/a?b=c")]
    public void Get_OfMalformedPattern_Throws(string pattern)
    {
        var error = Assert.Throws<ArgumentException>(() => new RpressRoutes().Get(pattern, _ => ""));

        Assert.Contains($"'{pattern}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_OnceStarted_TakesNoMore()
    {
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes());

        Assert.Throws<InvalidOperationException>(() => server.App.AddRouteGroup(new RpressRoutes()));
        Assert.Throws<InvalidOperationException>(() => server.App.Use((req, next) => next(req)));
    }
}
