using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Turns what is thrown inside into a response: a refusal as it says, anything else into an opaque 500 and one log line.</summary>
internal sealed partial class ErrorHandlingMiddleware(ILogger<ErrorHandlingMiddleware> logger)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        try
        {
            ValueTask<ResponsePayload> task = next(request);
            return task.IsCompletedSuccessfully ? task : Awaited(task, request);
        }
        catch (Exception error)
        {
            return new(Answer(error, request));
        }
    }

    private async ValueTask<ResponsePayload> Awaited(ValueTask<ResponsePayload> task, RequestPayload request)
    {
        try
        {
            return await task;
        }
        catch (Exception error)
        {
            return Answer(error, request);
        }
    }

    private ResponsePayload Answer(Exception error, RequestPayload request)
    {
        if (error is IRpressError refusal)
        {
            return ResponsePayload.Error(refusal).Resolve(request);
        }

        // only the client's own going away excuses a cancellation; a handler's time-out is a failure
        if (error is OperationCanceledException && request.Aborted.IsCancellationRequested)
        {
            return ResponsePayload.ClientClosed;
        }

        request.Trace?.Failure = error;
        LogUnhandled(logger, request.Method, request.RoutePattern ?? request.Path, request.RequestId, error);
        return ResponsePayload.Error(500, $"The server failed to answer. Request id: {request.RequestId}").Resolve(request);
    }
}
