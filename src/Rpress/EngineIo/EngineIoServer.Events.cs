using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What an application is told of, and may add to.</content>
public sealed partial class EngineIoServer
{
    /// <summary>Adds a handler that adds header fields to the answer of each handshake: the first poll, or the 101 of a WebSocket.</summary>
    /// <remarks>May be called at any time. What a handler throws is logged, and the answer goes without what it wanted to add.</remarks>
    public void OnInitialHeaders(Action<EngineHeaders, RequestPayload> handler) => OnInitialHeaders(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnInitialHeaders(Action{EngineHeaders, RequestPayload})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnInitialHeaders(Func<EngineHeaders, RequestPayload, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _events.InitialHeaders.Add(handler);
    }

    /// <summary>Adds a handler that adds header fields to every answer of a session: of its handshake, its polls, and the 101 of its WebSocket.</summary>
    /// <remarks>As for <see cref="OnInitialHeaders(Action{EngineHeaders, RequestPayload})"/>, whose handlers are called before.</remarks>
    public void OnHeaders(Action<EngineHeaders, RequestPayload> handler) => OnHeaders(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnHeaders(Action{EngineHeaders, RequestPayload})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnHeaders(Func<EngineHeaders, RequestPayload, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _events.Headers.Add(handler);
    }

    /// <summary>Adds a handler that is told of every request that is refused, before the client is.</summary>
    /// <remarks>May be called at any time. What a handler throws is logged.</remarks>
    public void OnConnectionError(Action<ConnectionError> handler) => OnConnectionError(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnConnectionError(Action{ConnectionError})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnConnectionError(Func<ConnectionError, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _events.ConnectionErrors.Add(handler);
    }

    private ValueTask<ResponsePayload> RefuseAsync(RequestPayload request, EngineError error, ConnectionErrorContext context, string? message = null) =>
        RefuseAsync(request, EngineErrors.Answer(request, error, message), error, context, message);

    // the answer is made already, and the error says what it tells
    private async ValueTask<ResponsePayload> RefuseAsync(
        RequestPayload request, ResponsePayload answer, EngineError error, ConnectionErrorContext context, string? message = null)
    {
        if (_events.HasConnectionErrorHandler)
        {
            await _events.RaiseAsync(new(error, message ?? EngineErrors.MessageOf(error), context, request));
        }

        return answer;
    }

    // what nobody expected passes all middleware, and is reported here
    private async ValueTask<ResponsePayload> WatchAsync(RequestPayload request)
    {
        try
        {
            return await _run(request);
        }
        catch (Exception error)
        {
            await ReportFailureAsync(request, error);
            throw;
        }
    }

    // a refusal that a middleware throws is an answer to whoever called it, so it is reported before
    private RpressMiddleware Watched(RpressMiddleware middleware) => async (request, next) =>
    {
        try
        {
            return await middleware(request, next);
        }
        catch (Exception error) when (error is IRpressError)
        {
            await ReportFailureAsync(request, error);
            throw;
        }
    };

    private async ValueTask ReportFailureAsync(RequestPayload request, Exception error)
    {
        // a client that has left was refused by nobody
        if (_events.HasConnectionErrorHandler && !request.Aborted.IsCancellationRequested)
        {
            var context = new ConnectionErrorContext { Name = ConnectionErrorContext.MiddlewareFailure, Message = error.Message };
            await _events.RaiseAsync(new(EngineError.BadRequest, EngineErrors.MessageOf(EngineError.BadRequest), context, request));
        }
    }
}
