using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class RpressHttpApplication
{
    [LoggerMessage(1101, LogLevel.Error, "{Method} {Route} failed while its response was written (request id {RequestId}, response started: {HasStarted}).")]
    private static partial void LogUnanswered(ILogger logger, string method, string route, string requestId, bool hasStarted, Exception error);

    [LoggerMessage(1102, LogLevel.Error, "Disposing what request {RequestId} owned failed.")]
    private static partial void LogDisposeFailed(ILogger logger, string requestId, Exception error);
}
