using Rpress.TestKit;

namespace Rpress.FunctionalTests.Middleware;

public sealed class OrderTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_OfAppAndGroup_RunsAsAnOnion(HttpProtocolKind protocol)
    {
        var trace = new List<string>();
        var group = new RpressRoutes().Use(Tracing(trace, "group 1")).Use(Tracing(trace, "group 2")).Get("/", _ =>
        {
            trace.Add("handler");
            return "done";
        });
        var app = TestApps.WithoutRoutes().Use(Tracing(trace, "app 1")).AddRouteGroup(group).Use(Tracing(trace, "app 2"));
        await using var server = await TestServer.StartAsync(app, protocol);

        await server.GetAsync("/");

        Assert.Equal(
            ["app 1 in", "app 2 in", "group 1 in", "group 2 in", "handler", "group 2 out", "group 1 out", "app 2 out", "app 1 out"],
            trace);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task AppMiddleware_AroundEveryOutcome_SeesItsStatus(HttpProtocolKind protocol)
    {
        var seen = new List<int>();
        var app = TestApps.With(routes => routes.Get("/route", _ => "")).Use(async (req, next) =>
        {
            var response = await next(req);
            seen.Add(response.Status);
            return response.WithHeader("X-Seen", "yes");
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        Reply[] replies =
        [
            await server.GetAsync("/route"),
            await server.GetAsync("/nowhere"),
            await server.PostAsync("/route", null),
            await server.SendAsync(HttpMethod.Options, "/route"),
        ];

        Assert.Equal([200, 404, 405, 204], seen);
        Assert.All(replies, reply => Assert.Equal("yes", reply.Header("X-Seen")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task AppMiddleware_AroundARedirect_SeesIt(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Get("/a", _ => ""), new() { TrailingSlash = TrailingSlash.Redirect })
            .Use(async (req, next) => (await next(req)).WithHeader("X-Seen", "yes"));
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.GetAsync("/a/");

        Assert.Equal((308, "yes"), (reply.Status, reply.Header("X-Seen")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task GroupMiddleware_OfOneGroup_LeavesEverythingElse(HttpProtocolKind protocol)
    {
        var trace = new List<string>();
        var app = TestApps.With(routes => routes.Use(Tracing(trace, "guarded")).Get("/guarded", _ => ""))
            .AddRouteGroup(new RpressRoutes().Get("/open", _ => ""));
        await using var server = await TestServer.StartAsync(app, protocol);

        await server.GetAsync("/open");
        await server.GetAsync("/nowhere");
        await server.PostAsync("/guarded", null);
        Assert.Empty(trace);

        await server.GetAsync("/guarded");
        Assert.Equal(["guarded in", "guarded out"], trace);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_InEveryForm_Binds(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes
                .Use((req, next) => next(req))
                .Use(async (req, next) => await next(req))
                .Use(Tracing([], "method group"))
                .Get("/", _ => "reached"))
            .Use((req, next) => req.Path == "/closed" ? ResponsePayload.Text("closed") : throw new RpressException(403, "sync"))
            .Use((req, next) => next(req));
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("closed", (await server.GetAsync("/closed")).Text);
        Assert.Equal("sync", (await server.GetAsync("/")).Text);
    }

    private static RpressMiddleware Tracing(List<string> trace, string name) => async (req, next) =>
    {
        trace.Add($"{name} in");
        var response = await next(req);
        trace.Add($"{name} out");
        return response;
    };
}
