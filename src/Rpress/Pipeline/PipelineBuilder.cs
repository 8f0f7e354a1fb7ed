using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Composes the pipeline at start. The order of the built-ins is the list in <see cref="Build"/>.</summary>
internal sealed class PipelineBuilder(
    OptionsSnapshot options,
    IReadOnlyList<RpressMiddleware> appMiddleware,
    IReadOnlyList<RouteRegistration> groups,
    StaticFilesMiddleware? staticFiles,
    IReadOnlyList<EngineRoute> engines)
{
    private readonly Dictionary<RpressCors, CorsPolicy> _corsPolicies = [];

    public RequestPipeline Build()
    {
        RouteTree routes = BuildTree();
        SecurityHeadersMiddleware? securityHeaders = options.SecurityHeaders is { } settings ? new(settings) : null;
        CorsMiddleware? cors = BuildCors(routes);

        // outermost first; what is not set is not there
        RpressMiddleware?[] builtIns =
        [
            securityHeaders is null ? null : securityHeaders.InvokeAsync,
            cors is null ? null : cors.InvokeAsync,
            new ErrorHandlingMiddleware(options.LoggerFactory.CreateLogger<ErrorHandlingMiddleware>()).InvokeAsync,
            Refuse,
            options.Health is { } health ? new HealthMiddleware(health, options.Http, options.LoggerFactory.CreateLogger<HealthMiddleware>()).InvokeAsync : null,
            BuildRateLimiting(),
            engines.Count > 0 ? BranchToEngine : null,
            new BodyLimitMiddleware(options.MaxBodySize).InvokeAsync,
            options.Compression ? new CompressionMiddleware(new(options.CompressionThreshold, options.BrotliQuality, options.GzipLevel, options.CompressionCacheSize, options.UnsafeInlineScheduling)).InvokeAsync : null,
        ];

        RpressNext withoutRoute = Wrap(request => new(RequestPipeline.WithoutRoute(routes, request)), [staticFiles is null ? null : staticFiles.InvokeAsync]);
        RpressNext app = MiddlewareChain.Compose(appMiddleware, request => RequestPipeline.Dispatch(routes, withoutRoute, request), firstStage: 0);
        return new(
            routes,
            engines,
            Wrap(app, builtIns),
            options.TrustRequestId,
            request =>
            {
                securityHeaders?.WriteHeaders(request);
                cors?.WriteHeaders(request);
            },
            BuildTracing());
    }

    // around all of the list above, and around the writing of the response too
    private RequestTracing BuildTracing() => new(
        options.Time,
        new RequestSpans(options.NestRequestSpans, options.TraceHttp2Streams),
        options.LogScopes ? options.LoggerFactory.CreateLogger<RequestTracing>() : null);

    // what the first step refused goes no further in, but its answer passes everything outside this point
    private static ValueTask<ResponsePayload> Refuse(RequestPayload request, RpressNext next) =>
        request.Refusal is { } refusal ? new(ResponsePayload.Error(refusal).Resolve(request)) : next(request);

    private static RpressNext Wrap(RpressNext inner, RpressMiddleware?[] builtIns)
    {
        RpressNext next = inner;
        foreach (RpressMiddleware builtIn in builtIns.OfType<RpressMiddleware>().Reverse())
        {
            RpressNext following = next;
            next = request => builtIn(request, following);
        }

        return next;
    }

    /// <summary>What the application's CORS settings say to an origin; null without them.</summary>
    public Func<string, bool>? BuildOriginCheck()
    {
        if (options.Cors is not { } cors)
        {
            return null;
        }

        CorsPolicy policy = PolicyOf(cors);
        return origin => policy.AllowedOrigin(origin).Count > 0;
    }

    private CorsMiddleware? BuildCors(RouteTree routes) => options.Cors is null && groups.All(group => group.Cors is null)
        ? null
        : new(
            options.Cors is { } cors ? PolicyOf(cors) : null,
            routes.RoutesAt,
            options.LoggerFactory.CreateLogger<CorsMiddleware>());

    // the same settings are the same policy, wherever they are used
    private CorsPolicy PolicyOf(RpressCors settings)
    {
        ref CorsPolicy? policy = ref CollectionsMarshal.GetValueRefOrAddDefault(_corsPolicies, settings, out _);
        return policy ??= new(settings);
    }

    // requests of Socket.IO leave here; its own hooks take the place of the application's middleware
    private static ValueTask<ResponsePayload> BranchToEngine(RequestPayload request, RpressNext next) =>
        request.Route is EngineRoute engine
            ? MiddlewareChain.Invoke(static (engine, request) => engine.HandleAsync(request), engine, request)
            : next(request);

    private RpressMiddleware? BuildRateLimiting()
    {
        if (options.RateLimit is null && groups.All(group => group.RateLimit is null))
        {
            return null;
        }

        RpressMiddleware count = CreateRateLimiting().InvokeAsync;

        // a session's polls are as many as its messages: only who opens one is counted
        return engines.Count == 0 ? count : (request, next) =>
            request.Route is EngineRoute && !EngineRoute.IsHandshake(request) ? next(request) : count(request, next);
    }

    private RateLimitingMiddleware CreateRateLimiting() => new(
        options.RateLimit is { } limit ? new(limit, group: null) : null,
        options.RateLimiter ?? new InMemoryRateLimiter(options.MaxRateLimitKeys, options.Time),
        options.RateLimiterFailure,
        options.RateLimiterTimeout,
        options.Time,
        options.LoggerFactory.CreateLogger<RateLimitingMiddleware>());

    private RouteTree BuildTree()
    {
        var routes = new List<(string, RoutePattern, RouteEndpoint)>();
        for (int i = 0; i < groups.Count; i++)
        {
            RouteRegistration group = groups[i];
            object[] settings = SettingsOf(group, number: i + 1);
            foreach (RouteEntry entry in group.Entries)
            {
                RouteHandler handler = entry.Handler;
                RpressNext run = request => MiddlewareChain.Invoke(static (handler, request) => handler.InvokeAsync(request), handler, request);
                RpressNext wrapped = MiddlewareChain.Compose(group.Middleware, run, firstStage: appMiddleware.Count);
                routes.Add((entry.Method, entry.Pattern, new RouteEndpoint(entry.Pattern, group.MaxBodySize, settings, wrapped)));
            }
        }

        return new(routes, options.TrailingSlash);
    }

    private object[] SettingsOf(RouteRegistration group, int number)
    {
        object?[] settings =
        [
            group.Cors is { } cors ? PolicyOf(cors) : null,
            group.RateLimit is { } limit ? RateLimitSet.OfGroup(options.RateLimit, limit, number) : null,
        ];
        return [.. settings.OfType<object>()];
    }
}
