namespace Rpress.Tests.Routing;

public sealed class RouteTreeTests
{
    [Fact]
    public void Match_SiblingHasTheMethod_TurnsBackToIt()
    {
        RouteTree tree = Tree("GET /users/me", "DELETE /users/:id");

        Assert.Equal("/users/me", tree.Match("GET", "/users/me").Endpoint?.Pattern);
        Assert.Equal("/users/:id", tree.Match("DELETE", "/users/me").Endpoint?.Pattern);
        Assert.Equal("DELETE, GET, HEAD, OPTIONS", tree.AllowedMethods("/users/me"));
    }

    [Fact]
    public void Match_AfterFailedBranch_KeepsNoParameterOfIt()
    {
        RouteTree tree = Tree("GET /:a/:b/x", "GET /*rest");

        RouteMatch match = tree.Match("GET", "/1/2/y");

        Assert.Equal(["1/2/y"], match.Values);
    }

    [Theory]
    [InlineData("/files/a/b", "/files/*rest", "a/b")]
    [InlineData("/files/a%2Fb/c%25", "/files/*rest", "a/b/c%")]
    [InlineData("/users/a%2Fb", "/users/:id", "a/b")]
    [InlineData("/posts", "/posts/:page?", null)]
    [InlineData("/posts/2", "/posts/:page?", "2")]
    public void Match_Parameter_HoldsItsDecodedText(string path, string pattern, string? expected)
    {
        RouteMatch match = Tree("GET /files/*rest", "GET /users/:id", "GET /posts/:page?").Match("GET", path);

        Assert.Equal(pattern, match.Endpoint?.Pattern);
        Assert.Equal([expected], match.Values);
    }

    [Theory]
    [InlineData("/files")]
    [InlineData("/files/")]
    [InlineData("/users//")]
    [InlineData("/Users/1")]
    [InlineData("//users/1")]
    public void Match_EmptySegmentOrOtherCase_FindsNothing(string path)
    {
        Assert.Null(Tree("GET /files/*rest", "GET /users/:id").Match("GET", path).Endpoint);
    }

    [Theory]
    [InlineData(TrailingSlash.Ignore, "/a/", "/a")]
    [InlineData(TrailingSlash.Ignore, "/b", "/b/")]
    [InlineData(TrailingSlash.Strict, "/a/", null)]
    [InlineData(TrailingSlash.Strict, "/a", "/a")]
    [InlineData(TrailingSlash.Strict, "/b/", "/b/")]
    [InlineData(TrailingSlash.Strict, "/b", null)]
    [InlineData(TrailingSlash.Redirect, "/a/", "/a")]
    public void Match_SlashAtTheEnd_FollowsThePolicy(TrailingSlash policy, string path, string? expected)
    {
        Assert.Equal(expected, Tree(policy, "GET /a", "GET /b/").Match("GET", path).Endpoint?.Pattern);
    }

    [Fact]
    public void Match_LiteralWithPercent_ComparesText()
    {
        RouteTree tree = Tree("GET /100%/café");

        Assert.True(RequestTarget.TryParse("/100%25/caf%C3%A9", out RequestTarget target, out _));

        Assert.NotNull(tree.Match("GET", target.Path).Endpoint);
    }

    [Fact]
    public void AllowedMethods_OfTheServer_AreAllThereAre()
    {
        Assert.Equal("GET, HEAD, OPTIONS, PURGE", Tree("GET /a", "PURGE /b").AllowedMethods("*"));
        Assert.Null(Tree("GET /a").AllowedMethods("/b"));
    }

    internal static RouteTree Tree(params string[] routes) => Tree(TrailingSlash.Ignore, routes);

    private static RouteTree Tree(TrailingSlash policy, params string[] routes) => new(
        routes.Select(route =>
        {
            string[] parts = route.Split(' ');
            RoutePattern pattern = RoutePattern.Parse(parts[1]);
            return (parts[0], pattern, new RouteEndpoint(pattern, null, [], _ => new(ResponsePayload.Text(route))));
        }),
        policy);
}
