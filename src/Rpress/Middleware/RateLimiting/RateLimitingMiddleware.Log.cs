using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class RateLimitingMiddleware
{
    [LoggerMessage(1401, LogLevel.Warning, "The rate limiter {Limiter} fails; RateLimiterFailure.{Outcome} decides meanwhile.")]
    private static partial void LogFailing(ILogger logger, string limiter, RateLimiterFailure outcome, Exception error);

    [LoggerMessage(1402, LogLevel.Information, "The rate limiter {Limiter} is back.")]
    private static partial void LogBack(ILogger logger, string limiter);
}
