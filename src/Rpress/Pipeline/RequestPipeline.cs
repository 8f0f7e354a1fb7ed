namespace Rpress;

/// <summary>
/// The three middle stops of the corridor: middleware, route, handler. What wraps them (the built-ins) and in which order is
/// <see cref="PipelineBuilder"/>'s one list; everything is composed once, at start.
/// </summary>
internal sealed class RequestPipeline(
    RouteTree routes, IReadOnlyList<EngineRoute> engines, RpressNext outermost, bool trustRequestId, Action<RequestPayload> writeHeaders, RequestTracing tracing)
{
    /// <summary>Gives a request its id and its route; a look-up only, nothing of the application runs.</summary>
    public void Classify(RequestPayload request)
    {
        RequestIdMiddleware.Assign(request, trustRequestId);
        if (request.Refusal is not null)
        {
            return;
        }

        if (EngineOf(request.Path) is { } engine)
        {
            request.Route = engine;
        }
        else if (request is { Exchange.IsWebSocketRequest: true, Protocol: "HTTP/2" })
        {
            // RFC 8441 §4: any answer of a route would say that the WebSocket is open
            request.Refusal = new(501, "There is no WebSocket here.");
        }
        else
        {
            RouteMatch match = routes.Match(request.Method, request.Path);
            request.Route = match.Endpoint;
            request.RouteValues = match.Values ?? [];
        }
    }

    /// <summary>Begins to observe the request, if anybody does.</summary>
    public void Begin(RequestPayload request) => tracing.Begin(request);

    /// <summary>Runs the built-ins, middleware and handler around each other.</summary>
    public ValueTask<ResponsePayload> RunAsync(RequestPayload request) => outermost(request);

    /// <summary>Puts the fields that every response carries on one that starts anew, after its headers were cleared.</summary>
    public void WriteHeaders(RequestPayload request)
    {
        RequestIdMiddleware.WriteHeader(request);
        writeHeaders(request);
    }

    /// <summary>Ends what <see cref="Begin"/> began, with the status that was sent or null if none was.</summary>
    public void End(RequestPayload request, int? status) => tracing.End(request, status);

    /// <summary>The last stop inside all middleware of the application: the matched route with its group's middleware, or what answers without one.</summary>
    public static ValueTask<ResponsePayload> Dispatch(RouteTree routes, RpressNext withoutRoute, RequestPayload request)
    {
        if (request.Route is not RouteEndpoint endpoint)
        {
            return withoutRoute(request);
        }

        return routes.RedirectOf(endpoint, request.Path) is { } location
            ? new(ResponsePayload.Redirect(location + request.QueryString, System.Net.HttpStatusCode.PermanentRedirect))
            : endpoint.Invoke(request);
    }

    /// <summary>What answers when neither a route nor a file does: 404, or 405 where the path has routes of other methods.</summary>
    public static ResponsePayload WithoutRoute(RouteTree routes, RequestPayload request) => routes.AllowedMethods(request.Path) is { } allowed
        ? AllowHeader.Answer(request, allowed)
        : ResponsePayload.Error(404, "Not found").Resolve(request);

    private EngineRoute? EngineOf(string path)
    {
        for (int i = 0; i < engines.Count; i++)
        {
            if (engines[i].Matches(path))
            {
                return engines[i];
            }
        }

        return null;
    }
}
