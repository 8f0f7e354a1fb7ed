using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class RouteMatchingTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_OfLiterals_AnswersItsPathOnly(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/a/b", _ => "here")), protocol);

        Assert.Equal("here", (await server.GetAsync("/a/b")).Text);
        Assert.Equal(404, (await server.GetAsync("/a")).Status);
        Assert.Equal(404, (await server.GetAsync("/a/b/c")).Status);
        Assert.Equal(404, (await server.GetAsync("/A/b")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_WithParameter_CatchesOneSegment(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/users/:id/posts/:post", Params)), protocol);

        Assert.Equal("id=7;post=x", (await server.GetAsync("/users/7/posts/x")).Text);
        Assert.Equal(404, (await server.GetAsync("/users//posts/x")).Status);
        Assert.Equal(404, (await server.GetAsync("/users/7/8/posts/x")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_WithCatchAll_CatchesTheRestButNotNothing(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/files/*rest", Params)), protocol);

        Assert.Equal("rest=a", (await server.GetAsync("/files/a")).Text);
        Assert.Equal("rest=a/b//c.txt", (await server.GetAsync("/files/a/b//c.txt")).Text);
        Assert.Equal(404, (await server.GetAsync("/files")).Status);
        Assert.Equal(404, (await server.GetAsync("/files/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_WithOptionalParameter_AnswersWithAndWithoutIt(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Get("/posts/:page?", Params)), protocol);

        Assert.Equal("page=2", (await server.GetAsync("/posts/2")).Text);
        Assert.Equal("", (await server.GetAsync("/posts")).Text);
        Assert.Equal(404, (await server.GetAsync("/posts/2/3")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_OfSeveralThatMatch_IsTheMostLiteralOne(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/*all", req => $"all {req.Params["all"]}")
                .Get("/users/:id", req => $"user {req.Params["id"]}")
                .Get("/users/me", _ => "me")
                .Get("/users/:id/posts", req => $"posts of {req.Params["id"]}")),
            protocol);

        Assert.Equal("me", (await server.GetAsync("/users/me")).Text);
        Assert.Equal("user 7", (await server.GetAsync("/users/7")).Text);
        Assert.Equal("posts of me", (await server.GetAsync("/users/me/posts")).Text);
        Assert.Equal("all users/me/photos", (await server.GetAsync("/users/me/photos")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_Matched_TellsItsPattern(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/users/:id", req => req.RoutePattern)), protocol);

        Assert.Equal("/users/:id", (await server.GetAsync("/users/7")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_OfNoMatch_Answers404(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes(), protocol);

        var reply = await server.GetAsync("/nowhere");

        Assert.Equal(404, reply.Status);
        Assert.Equal("Not found", reply.Text);
        Assert.Null(reply.Header("Allow"));
    }

    private static string Params(RequestPayload request) =>
        string.Join(';', request.Params.Select(pair => $"{pair.Key}={pair.Value}"));
}
