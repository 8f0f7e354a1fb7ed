namespace Rpress;

/// <summary>Composes middleware once, at start: one delegate around a terminal, nothing made per request.</summary>
internal static class MiddlewareChain
{
    /// <summary>The middleware around the terminal, the first one outermost.</summary>
    /// <param name="middleware">In the order registered.</param>
    /// <param name="terminal">What the last one calls.</param>
    /// <param name="firstStage">How many stages lie outside this chain.</param>
    public static RpressNext Compose(IReadOnlyList<RpressMiddleware> middleware, RpressNext terminal, int firstStage)
    {
        RpressNext next = terminal;
        for (int i = middleware.Count - 1; i >= 0; i--)
        {
            next = Stage(middleware[i], Once(next, firstStage + i));
        }

        return next;
    }

    /// <summary>Runs user code so that a refusal it throws is a response to whoever called it, and what it returns belongs to the request.</summary>
    public static ValueTask<ResponsePayload> Invoke<TState>(
        Func<TState, RequestPayload, ValueTask<ResponsePayload>> code, TState state, RequestPayload request)
    {
        try
        {
            ValueTask<ResponsePayload> task = code(state, request);
            return task.IsCompletedSuccessfully ? new(Adopt(task.Result, request)) : Awaited(task, request);
        }
        catch (Exception error) when (error is IRpressError refusal)
        {
            return new(ResponsePayload.Error(refusal).Resolve(request));
        }
    }

    private static RpressNext Stage(RpressMiddleware middleware, RpressNext next) =>
        request => Invoke(static (stage, request) => stage.middleware(request, stage.next), (middleware, next), request);

    // a chain has no way back: running a handler twice would send its effects twice
    private static RpressNext Once(RpressNext next, int stage) => request =>
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Stage > stage)
        {
            throw new InvalidOperationException("A middleware called next a second time for one request: call it once, and return its response.");
        }

        request.Stage = stage + 1;
        return next(request);
    };

    private static async ValueTask<ResponsePayload> Awaited(ValueTask<ResponsePayload> task, RequestPayload request)
    {
        try
        {
            return Adopt(await task, request);
        }
        catch (Exception error) when (error is IRpressError refusal)
        {
            return ResponsePayload.Error(refusal).Resolve(request);
        }
    }

    // null is 204; a stream that a later middleware replaces is still disposed with the request
    private static ResponsePayload Adopt(ResponsePayload? payload, RequestPayload request)
    {
        payload = (payload ?? ResponsePayload.Empty()).Resolve(request);
        if (payload.Content is ProducerContent producer)
        {
            request.RegisterForDispose(producer);
        }

        return payload;
    }
}
