using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Composes the pipeline at start. The order of the built-ins is the list in <see cref="Build"/>.</summary>
internal static class PipelineBuilder
{
    public static RequestPipeline Build(OptionsSnapshot options, IReadOnlyList<RpressMiddleware> appMiddleware, IReadOnlyList<RouteRegistration> groups)
    {
        RouteTree routes = BuildTree(options, groups, firstStage: appMiddleware.Count);
        RpressNext app = MiddlewareChain.Compose(appMiddleware, request => RequestPipeline.Dispatch(routes, request), firstStage: 0);

        // outermost first
        RpressNext pipeline = Wrap(app,
            new ErrorHandlingMiddleware(options.LoggerFactory.CreateLogger<ErrorHandlingMiddleware>()).InvokeAsync,
            Refuse,
            new BodyLimitMiddleware(options.MaxBodySize).InvokeAsync);
        return new(routes, pipeline, options.TrustRequestId);
    }

    // what the first step refused goes no further in, but its answer passes everything outside this point
    private static ValueTask<ResponsePayload> Refuse(RequestPayload request, RpressNext next) =>
        request.Refusal is { } refusal ? new(ResponsePayload.Error(refusal).Resolve(request)) : next(request);

    private static RpressNext Wrap(RpressNext inner, params ReadOnlySpan<RpressMiddleware> builtIns)
    {
        RpressNext next = inner;
        for (int i = builtIns.Length - 1; i >= 0; i--)
        {
            RpressMiddleware builtIn = builtIns[i];
            RpressNext following = next;
            next = request => builtIn(request, following);
        }

        return next;
    }

    private static RouteTree BuildTree(OptionsSnapshot options, IReadOnlyList<RouteRegistration> groups, int firstStage)
    {
        var routes = new List<(string, RoutePattern, RouteEndpoint)>();
        foreach (RouteRegistration group in groups)
        {
            foreach (RouteEntry entry in group.Entries)
            {
                RouteHandler handler = entry.Handler;
                RpressNext run = request => MiddlewareChain.Invoke(static (handler, request) => handler.InvokeAsync(request), handler, request);
                RpressNext wrapped = MiddlewareChain.Compose(group.Middleware, run, firstStage);
                routes.Add((entry.Method, entry.Pattern, new RouteEndpoint(entry.Pattern, group.MaxBodySize, wrapped)));
            }
        }

        return new(routes, options.TrailingSlash);
    }
}
