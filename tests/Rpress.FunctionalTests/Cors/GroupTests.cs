using Rpress.TestKit;

namespace Rpress.FunctionalTests.Cors;

/// <summary>A group's settings take the place of the application's, for its responses and for the preflights that ask about its routes.</summary>
public sealed class GroupTests
{
    private const string App = "https://app.example.com";
    private const string Partner = "https://partner.example";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_OfAGroup_FollowsItsOwnSettings(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Equal(App, await AllowedAsync(server, "GET", "/open", App));
        Assert.Null(await AllowedAsync(server, "GET", "/open", Partner));
        Assert.Null(await AllowedAsync(server, "PUT", "/shared", App));
        Assert.Equal(Partner, await AllowedAsync(server, "PUT", "/shared", Partner));
        Assert.Null(await AllowedAsync(server, "GET", "/closed", App));
        Assert.Equal("*", await AllowedAsync(server, "GET", "/public", "null"));
    }

    // the two methods of /shared belong to two groups
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_OfARoute_FollowsTheMethodItAsksAbout(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Equal((204, App, null), await PreflightAsync(server, "GET", "/shared", App));
        Assert.Equal((204, null, null), await PreflightAsync(server, "PUT", "/shared", App));
        Assert.Equal((204, Partner, "true"), await PreflightAsync(server, "PUT", "/shared", Partner));
        Assert.Equal((204, null, null), await PreflightAsync(server, "put", "/shared", Partner)); // methods are case-sensitive
        Assert.Equal((204, App, null), await PreflightAsync(server, "DELETE", "/shared", App)); // no such route: the application's
        Assert.Equal((204, "*", null), await PreflightAsync(server, "HEAD", "/public", App)); // served by GET
        Assert.Equal((204, null, null), await PreflightAsync(server, "GET", "/closed", App));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Settings_OfAGroupAlone_LeaveTheRestWithout(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(null, protocol);

        Assert.Equal(Partner, await AllowedAsync(server, "PUT", "/shared", Partner));
        Assert.Equal((204, Partner, "true"), await PreflightAsync(server, "PUT", "/shared", Partner));
        Assert.Empty(CorsFields.Of(await server.GetAsync("/open", ("Origin", App))));
        Assert.Equal([("Vary", "Accept")], CorsFields.Of(await server.GetAsync("/nowhere", ("Origin", App))));
        Assert.Equal((204, null, null), await PreflightAsync(server, "GET", "/open", App));
        Assert.Equal((404, null, null), await PreflightAsync(server, "GET", "/nowhere", App));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_InsideAGroup_FollowsItsOwnSettings(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        var large = await SendAsync(server, "POST", "/small", Partner, new StringContent("more than it takes"));
        var failed = await SendAsync(server, "GET", "/failing", Partner);
        var unanswered = await SendAsync(server, "GET", "/failing-producer", Partner);

        Assert.Equal([413, 500, 500], [large.Status, failed.Status, unanswered.Status]);
        Assert.All([large, failed, unanswered], reply => Assert.Equal(Partner, reply.Header("Access-Control-Allow-Origin")));
    }

    // an answer that is the same for everybody needs no Vary
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Vary_OfAGroupThatAllowsNoneOrAll_IsLeftOut(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Empty(CorsFields.Of(await server.GetAsync("/closed", ("Origin", App))));
        Assert.Equal([("Access-Control-Allow-Origin", "*")], CorsFields.Of(await server.GetAsync("/public", ("Origin", App))));
    }

    private static Task<TestServer> StartAsync(RpressCors? global, HttpProtocolKind protocol)
    {
        var partners = new RpressRoutes { Cors = new() { Origins = [Partner], AllowCredentials = true }, MaxBodySize = 5 };
        partners.Put("/shared", _ => "").Post("/small", async req => await req.Body.ReadTextAsync()).Get("/failing", _ => throw new FormatException())
            .Get("/failing-producer", _ => ResponsePayload.Stream((_, _) => throw new FormatException()));
        var app = TestApps.With(routes => routes.Get("/open", _ => "").Get("/shared", _ => ""), new() { Cors = global })
            .AddRouteGroup(partners)
            .AddRouteGroup(new RpressRoutes { Cors = new() { Origins = [] } }.Get("/closed", _ => ""))
            .AddRouteGroup(new RpressRoutes { Cors = new() { Origins = ["*"] } }.Get("/public", _ => ""));
        return TestServer.StartAsync(app, protocol);
    }

    private static Task<Reply> SendAsync(TestServer server, string method, string path, string origin, HttpContent? content = null) =>
        server.SendAsync(new HttpMethod(method), path, content, ("Origin", origin));

    private static async Task<string?> AllowedAsync(TestServer server, string method, string path, string origin) =>
        (await SendAsync(server, method, path, origin)).Header("Access-Control-Allow-Origin");

    private static async Task<(int Status, string? Origin, string? Credentials)> PreflightAsync(TestServer server, string method, string path, string origin)
    {
        var reply = await server.SendAsync(HttpMethod.Options, path, null, ("Origin", origin), ("Access-Control-Request-Method", method));
        return (reply.Status, reply.Header("Access-Control-Allow-Origin"), reply.Header("Access-Control-Allow-Credentials"));
    }
}
