using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class CorsMiddleware
{
    [LoggerMessage(1601, LogLevel.Error, "The function that decides about origins failed for '{Origin}', which is refused (request id {RequestId}).")]
    private static partial void LogPredicateFailed(ILogger logger, string origin, string requestId, Exception error);
}
