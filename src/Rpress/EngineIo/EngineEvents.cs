using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The application's handlers of what happens at the engine, and the one place that calls them.</summary>
internal sealed partial class EngineEvents
{
    public ILogger Logger { get; set; } = NullLogger.Instance;

    public HandlerList<Func<EngineHeaders, RequestPayload, Task>> InitialHeaders { get; } = new();

    public HandlerList<Func<EngineHeaders, RequestPayload, Task>> Headers { get; } = new();

    public HandlerList<Func<ConnectionError, Task>> ConnectionErrors { get; } = new();

    /// <summary>Whether anybody wants to know of refusals.</summary>
    public bool HasConnectionErrorHandler => ConnectionErrors.All.Length > 0;

    /// <summary>The answer with what handlers add to its header.</summary>
    public ValueTask<ResponsePayload> WriteHeadersAsync(ResponsePayload answer, RequestPayload request, bool isHandshake)
    {
        Func<EngineHeaders, RequestPayload, Task>[] initial = isHandshake ? InitialHeaders.All : [];
        Func<EngineHeaders, RequestPayload, Task>[] all = Headers.All;
        return initial.Length + all.Length == 0 ? new(answer) : CallAsync([.. initial, .. all], new(answer), request);
    }

    public async ValueTask RaiseAsync(ConnectionError error)
    {
        foreach (Func<ConnectionError, Task> handler in ConnectionErrors.All)
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
