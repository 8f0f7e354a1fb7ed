using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>
/// Browsers keep a preflight's leave by URL, for every method and header it names: leave for one method of a path once opened
/// the path's routes with a stricter policy.
/// </summary>
public sealed class PreflightCacheTests
{
    private const string Page = "https://app.example.com";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_OfAPathWithAnotherPolicy_IsNotKeptAndSpeaksOfItsMethodAlone(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var unmatched = await PreflightAsync(server, "/admin/1", "PUT");
        var ofTheApplication = await PreflightAsync(server, "/admin/1", "GET");
        var ofTheGroup = await PreflightAsync(server, "/admin/1", "DELETE");

        Assert.All([unmatched, ofTheApplication], reply => Assert.Equal((Page, "0"), (reply.Header("Access-Control-Allow-Origin"), reply.Header("Access-Control-Max-Age"))));
        Assert.Equal(("PUT", "GET"), (unmatched.Header("Access-Control-Allow-Methods"), ofTheApplication.Header("Access-Control-Allow-Methods")));
        Assert.Null(ofTheGroup.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("/admin/1", "DELETE", "https://admin.example", "0")] // GET there has the application's policy
    [InlineData("/users/1", "PUT", Page, "86400")]
    [InlineData("/shared/1", "PUT", "https://admin.example", "86400")] // two groups, one policy
    [InlineData("/nowhere", "PUT", Page, "86400")]
    public async Task Preflight_IsKept_WhereOnePolicyHoldsForAllOfThePath(string path, string method, string origin, string expected)
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);

        var reply = await PreflightAsync(server, path, method, origin);

        Assert.Equal((origin, expected), (reply.Header("Access-Control-Allow-Origin"), reply.Header("Access-Control-Max-Age")));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol)
    {
        var forAdmins = new RpressCors { Origins = ["https://admin.example"] };
        var app = TestApps.With(
            routes => routes.Get("/admin/:id", _ => "").Get("/users/:id", _ => "").Put("/users/:id", _ => ""),
            new() { Cors = new() { Origins = [Page], AllowCredentials = true } });
        app.AddRouteGroup(new RpressRoutes { Cors = forAdmins }.Delete("/admin/:id", _ => "").Get("/shared/:id", _ => ""));
        app.AddRouteGroup(new RpressRoutes { Cors = forAdmins }.Put("/shared/:id", _ => ""));
        return TestServer.StartAsync(app, protocol);
    }

    private static Task<Reply> PreflightAsync(TestServer server, string path, string method, string origin = Page) =>
        server.SendAsync(HttpMethod.Options, path, null, ("Origin", origin), ("Access-Control-Request-Method", method));
}
