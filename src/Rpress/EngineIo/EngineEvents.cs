using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress;

/// <summary>The application's handlers of what happens at the engine, and the one place that calls them.</summary>
internal sealed partial class EngineEvents
{
    private readonly Lock _gate = new();

    // copied at each change, under _gate
    private volatile Func<EngineHeaders, RequestPayload, Task>[] _initialHeaders = [];
    private volatile Func<EngineHeaders, RequestPayload, Task>[] _headers = [];
    private volatile Func<ConnectionError, Task>[] _connectionError = [];

    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Whether anybody wants to know of refusals.</summary>
    public bool HasConnectionErrorHandler => _connectionError.Length > 0;

    public void AddInitialHeaders(Func<EngineHeaders, RequestPayload, Task> handler)
    {
        lock (_gate)
        {
            _initialHeaders = [.. _initialHeaders, handler];
        }
    }

    public void AddHeaders(Func<EngineHeaders, RequestPayload, Task> handler)
    {
        lock (_gate)
        {
            _headers = [.. _headers, handler];
        }
    }

    public void AddConnectionError(Func<ConnectionError, Task> handler)
    {
        lock (_gate)
        {
            _connectionError = [.. _connectionError, handler];
        }
    }

    /// <summary>The answer with what handlers add to its header.</summary>
    public ValueTask<ResponsePayload> WriteHeadersAsync(ResponsePayload answer, RequestPayload request, bool isHandshake)
    {
        Func<EngineHeaders, RequestPayload, Task>[] initial = isHandshake ? _initialHeaders : [];
        Func<EngineHeaders, RequestPayload, Task>[] all = _headers;
        return initial.Length + all.Length == 0 ? new(answer) : CallAsync([.. initial, .. all], new(answer), request);
    }

    public async ValueTask RaiseAsync(ConnectionError error)
    {
        foreach (Func<ConnectionError, Task> handler in _connectionError)
        {
            try
            {
                await handler(error);
            }
            catch (Exception failure)
            {
                LogHandlerFailed(Logger, "connection errors", failure);
            }
        }
    }

    private async ValueTask<ResponsePayload> CallAsync(
        Func<EngineHeaders, RequestPayload, Task>[] handlers, EngineHeaders headers, RequestPayload request)
    {
        foreach (Func<EngineHeaders, RequestPayload, Task> handler in handlers)
        {
            try
            {
                await handler(headers, request);
            }
            catch (Exception failure)
            {
                LogHandlerFailed(Logger, "headers", failure);
            }
        }

        return headers.Response;
    }
}
