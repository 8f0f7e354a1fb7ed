using Rpress.TestKit;

namespace Rpress.FunctionalTests;

/// <summary>Apps whose log lines are collected instead of printed.</summary>
internal static class TestApps
{
    /// <summary>An app with one group of routes.</summary>
    public static RpressApp With(Action<RpressRoutes> register, RpressOptions? options = null)
    {
        var routes = new RpressRoutes();
        register(routes);
        return WithoutRoutes(options).AddRouteGroup(routes);
    }

    /// <summary>An app with one GET route at <c>/</c>.</summary>
    public static RpressApp WithRoot(Func<RequestPayload, ResponsePayload> handler, RpressOptions? options = null) =>
        With(routes => routes.Get("/", handler), options);

    /// <summary>An app that knows no route yet.</summary>
    public static RpressApp WithoutRoutes(RpressOptions? options = null)
    {
        options ??= new();
        options.LoggerFactory ??= new CollectingLoggerFactory();
        return new RpressApp(options);
    }
}
