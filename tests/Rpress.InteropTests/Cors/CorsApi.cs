using Rpress.TestKit;

namespace Rpress.InteropTests.Cors;

/// <summary>An API with a route for each thing that a page may want of another origin.</summary>
internal static class CorsApi
{
    public static RpressApp Make(RpressCors cors, Action<RequestPayload>? onServed)
    {
        var routes = new RpressRoutes { MaxBodySize = 5 };
        routes.Get("/", _ => ResponsePayload.Text("answer").WithHeader("X-Shown", "1").WithHeader("X-Hidden", "1"))
            .Post("/login", _ => ResponsePayload.Empty().WithCookie(new RpressCookie("user", "ada")))
            .Get("/me", req => req.Cookies["user"] ?? "nobody")
            .Put("/item", req => ResponsePayload.Text($"put {req.Headers["X-Key"]}").WithHeader("X-Hidden", "1"))
            .Post("/small", async req => await req.Body.ReadTextAsync())
            .Get("/failing", _ => throw new FormatException())
            .Get("/failing-producer", _ => ResponsePayload.Stream((_, _) => throw new FormatException()));
        var group = new RpressRoutes { Cors = new() { Origins = ["*"] } }.Get("/group", _ => "open").Put("/group", _ => "put");
        var closed = new RpressRoutes { Cors = new() { Origins = [] } }.Delete("/closed", _ => "gone").Post("/closed", _ => "posted");
        return new RpressApp(new() { Cors = cors, LoggerFactory = new CollectingLoggerFactory() })
            .AddRouteGroup(routes)
            .AddRouteGroup(group)
            .AddRouteGroup(closed)
            .Use((req, next) =>
            {
                onServed?.Invoke(req);
                return next(req);
            });
    }
}
