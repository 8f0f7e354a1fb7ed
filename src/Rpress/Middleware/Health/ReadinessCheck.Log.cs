using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class ReadinessCheck
{
    [LoggerMessage(1501, LogLevel.Warning, "Not ready: check {Number} fails.")]
    private static partial void LogFailing(ILogger logger, int number, Exception? error);

    [LoggerMessage(1502, LogLevel.Information, "Check {Number} passes again.")]
    private static partial void LogPassing(ILogger logger, int number);
}
