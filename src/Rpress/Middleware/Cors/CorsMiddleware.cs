using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Answers preflights, and tells browsers which pages may read a response (WHATWG Fetch §3.3).</summary>
/// <param name="policy">The application's policy; a matched route's own takes its place.</param>
/// <param name="routesAt">The routes of a path by their methods, among them the one that a preflight asks about.</param>
/// <param name="logger">Learns what the application's own function throws.</param>
internal sealed partial class CorsMiddleware(
    CorsPolicy? policy, Func<string, Dictionary<string, MatchedRoute>> routesAt, ILogger<CorsMiddleware> logger)
{
    private static readonly StringValues _byOrigin = "Origin";

    // without these two fields an OPTIONS is no preflight, and with another method it asks about another route
    private static readonly StringValues _byPreflight = "Origin, Access-Control-Request-Method";

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        if (PreflightMethodOf(request) is { } method)
        {
            Dictionary<string, MatchedRoute> routes = routesAt(request.Path);
            if (PolicyOf(routes.GetValueOrDefault(method)) is { } asked)
            {
                return new(AnswerPreflight(request, method, asked, routes));
            }
        }

        WriteHeaders(request);
        return next(request);
    }

    /// <summary>Puts on the response what pages need to read it; called before anything inside runs, so that errors can be read too.</summary>
    public void WriteHeaders(RequestPayload request)
    {
        if (PolicyOf(request.Route) is not { } effective)
        {
            return;
        }

        // RFC 9110 §12.5.5: said to requests without an origin too, whose response a cache could hand to one that has it.
        IHeaderDictionary headers = request.Exchange.ResponseHeaders;
        if (effective.DependsOnOrigin)
        {
            headers.Vary = StringValues.Concat(headers.Vary, _byOrigin);
        }

        StringValues allowed = AllowedOrigin(effective, request);
        if (allowed.Count > 0)
        {
            effective.WriteResponse(headers, allowed);
        }
    }

    private ResponsePayload AnswerPreflight(RequestPayload request, string method, CorsPolicy asked, Dictionary<string, MatchedRoute> routes)
    {
        IHeaderDictionary headers = request.Exchange.ResponseHeaders;
        headers.Vary = StringValues.Concat(headers.Vary, _byPreflight);
        StringValues allowed = AllowedOrigin(asked, request);
        if (allowed.Count > 0)
        {
            // WHATWG Fetch §4.9: browsers keep the answer by URL, and take its headers for every method there. Where another route of
            // the path has another policy, leave that is kept would open it.
            bool isOfAll = routes.Values.All(route => PolicyOf(route) == asked);
            asked.WritePreflight(headers, allowed, method, mayBeKept: isOfAll);
        }

        return ResponsePayload.Empty();
    }

    private CorsPolicy? PolicyOf(MatchedRoute? route) => route?.SettingOf<CorsPolicy>() ?? policy;

    // who cannot be asked about is refused: failing open would hand out what the function was to guard
    private StringValues AllowedOrigin(CorsPolicy effective, RequestPayload request)
    {
        StringValues origin = request.Exchange.RequestHeaders.Origin;
        try
        {
            return effective.AllowedOrigin(origin);
        }
        catch (Exception error)
        {
            LogPredicateFailed(logger, origin.ToString(), request.RequestId, error);
            return StringValues.Empty;
        }
    }

    // WHATWG Fetch §3.3.2: a preflight is OPTIONS with both fields; any other OPTIONS is the application's. A refused request is neither.
    private static string? PreflightMethodOf(RequestPayload request)
    {
        if (request.Method != "OPTIONS" || request.Refusal is not null)
        {
            return null;
        }

        IHeaderDictionary headers = request.Exchange.RequestHeaders;
        return headers.Origin.Count > 0 && headers.AccessControlRequestMethod is [{ } method] && HeaderSyntax.IsToken(method) ? method : null;
    }
}
