using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class ErrorHandlingMiddleware
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} {Route} failed (request id {RequestId}).")]
    private static partial void LogUnhandled(ILogger logger, string method, string route, string requestId, Exception error);
}
