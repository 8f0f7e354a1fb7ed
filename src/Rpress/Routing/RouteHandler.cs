namespace Rpress;

/// <summary>A handler in the one form that the corridor runs, made from any form that a user may write.</summary>
internal sealed class RouteHandler
{
    private RouteHandler(Func<RequestPayload, ValueTask<ResponsePayload>> run, Type? valueType = null)
    {
        Run = run;
        ValueType = valueType;
    }

    public Func<RequestPayload, ValueTask<ResponsePayload>> Run { get; }

    /// <summary>The type that is written as JSON, to be looked up before the first request.</summary>
    public Type? ValueType { get; }

    public static RouteHandler From(Func<RequestPayload, ResponsePayload> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(request => new(handler(request)));
    }

    public static RouteHandler From(Func<RequestPayload, ValueTask<ResponsePayload>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(handler);
    }

    public static RouteHandler From(Func<RequestPayload, Task<ResponsePayload>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(request => new(handler(request)));
    }

    public static RouteHandler FromValue<T>(Func<RequestPayload, T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(request => new(HandlerValue.ToPayload(handler(request))), HandlerValue.RequireType<T>());
    }

    public static RouteHandler FromValue<T>(Func<RequestPayload, ValueTask<T>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(
            async request => HandlerValue.ToPayload(await handler(request)),
            HandlerValue.RequireType<T>());
    }

    public static RouteHandler FromValue<T>(Func<RequestPayload, Task<T>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(
            async request => HandlerValue.ToPayload(await handler(request)),
            HandlerValue.RequireType<T>());
    }

    public static RouteHandler FromNothing(Func<RequestPayload, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(async request =>
        {
            await handler(request);
            return ResponsePayload.Accepted;
        });
    }

    public static RouteHandler FromNothing(Func<RequestPayload, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(async request =>
        {
            await handler(request);
            return ResponsePayload.Accepted;
        });
    }

    public static RouteHandler FromNothing(Action<RequestPayload> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(request =>
        {
            handler(request);
            return new(ResponsePayload.Accepted);
        });
    }

    /// <summary>Runs the handler; a small body is taken whole first, after middleware had its say (a refused client is never asked to send it).</summary>
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request)
    {
        if (!request.Exchange.CanHaveBody)
        {
            return Run(request);
        }

        ValueTask prefetch = request.Body.PrefetchAsync();
        return prefetch.IsCompletedSuccessfully ? Run(request) : AfterPrefetch(prefetch, request);
    }

    private async ValueTask<ResponsePayload> AfterPrefetch(ValueTask prefetch, RequestPayload request)
    {
        await prefetch;
        return await Run(request);
    }
}
