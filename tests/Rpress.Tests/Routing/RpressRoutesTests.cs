namespace Rpress.Tests.Routing;

public sealed class RpressRoutesTests
{
    [Theory]
    [InlineData(":get/users/:id")]
    [InlineData(":GET/users/:id")]
    [InlineData(":gEt/users/:id")]
    public void Add_InAnyCase_RegistersTheMethod(string route)
    {
        RpressRoutes routes = new RpressRoutes().Add(route, _ => "x");

        Assert.Equal("GET /users/:id", Assert.Single(routes.Entries).ToString());
    }

    [Theory]
    [InlineData("get/users")]
    [InlineData(":get")]
    [InlineData(":purge/users")]
    [InlineData(":/users")]
    [InlineData("/users")]
    public void Add_Malformed_ThrowsNamingTheRoute(string route)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RpressRoutes().Add(route, _ => "x"));

        Assert.Contains(route.Split('/')[0].TrimStart(':'), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PURGE", "PURGE")]
    [InlineData("get", "GET")]
    [InlineData("M-SEARCH", "M-SEARCH")]
    public void Map_AnyToken_RegistersIt(string method, string expected)
    {
        Assert.Equal(expected, Assert.Single(new RpressRoutes().Map(method, "/x", _ => "x").Entries).Method);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /")]
    [InlineData("A\r\n")]
    public void Map_NoToken_Throws(string method)
    {
        Assert.Throws<ArgumentException>(() => new RpressRoutes().Map(method, "/x", _ => "x"));
    }

    [Fact]
    public void Add_SameMethodAndShape_ThrowsNamingBoth()
    {
        RpressRoutes routes = new RpressRoutes().Get("/users/:id", _ => "x").Delete("/users/:name", _ => "x");

        ArgumentException error = Assert.Throws<ArgumentException>(() => routes.Get("/users/:name", _ => "x"));

        Assert.Contains("'GET /users/:name' conflicts with 'GET /users/:id'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddRouteGroup_ConflictAcrossGroups_ThrowsNamingBoth()
    {
        RpressApp app = new RpressApp().AddRouteGroup(new RpressRoutes().Get("/a/", _ => "x"));

        ArgumentException error = Assert.Throws<ArgumentException>(() => app.AddRouteGroup(new RpressRoutes().Get("/a", _ => "x")));

        Assert.Contains("'GET /a' conflicts with 'GET /a/'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddRouteGroup_ThatConflicts_AddsNothingOfIt()
    {
        RpressApp app = new RpressApp().AddRouteGroup(new RpressRoutes().Get("/b", _ => "x"));
        Assert.Throws<ArgumentException>(() => app.AddRouteGroup(new RpressRoutes().Get("/a", _ => "x").Get("/b", _ => "x")));

        app.AddRouteGroup(new RpressRoutes().Get("/a", _ => "x"));
    }

    [Fact]
    public void AddRouteGroup_PrefixWithoutSlash_ThrowsNamingThePrefix()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RpressApp().AddRouteGroup("api", new RpressRoutes()));

        Assert.Contains("'api'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_OnceAdded_IsClosed()
    {
        var routes = new RpressRoutes();
        new RpressApp().AddRouteGroup(routes);

        Assert.Throws<InvalidOperationException>(() => routes.Get("/a", _ => "x"));
        Assert.Throws<InvalidOperationException>(() => routes.Use((request, next) => next(request)));
        Assert.Throws<InvalidOperationException>(() => routes.MaxBodySize = 1);
        Assert.Throws<InvalidOperationException>(() => new RpressApp().AddRouteGroup(routes));
    }

    [Fact]
    public void Handler_ReturningWhatHasNoForm_ThrowsAtRegistration()
    {
        var routes = new RpressRoutes();

        Assert.Throws<ArgumentException>(() => routes.Get("/a", _ => Task.FromResult(Task.CompletedTask)));
        Assert.Throws<ArgumentException>(() => routes.Get("/b", _ => Stream.Null));
        Assert.Throws<ArgumentException>(() => routes.Get("/c", _ => AsyncEnumerable.Empty<int>()));
    }
}
