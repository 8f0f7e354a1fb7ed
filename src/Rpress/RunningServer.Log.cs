using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class RunningServer
{
    [LoggerMessage(1301, LogLevel.Information, "Listening on {Url}")]
    private static partial void LogListening(ILogger logger, string url);

    [LoggerMessage(1302, LogLevel.Information, "Shutting down; what runs may finish within {Deadline}.")]
    private static partial void LogStopping(ILogger logger, TimeSpan deadline);

    [LoggerMessage(1303, LogLevel.Information, "Stopped.")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(1304, LogLevel.Error, "A callback on the stopping token failed; the shutdown goes on.")]
    private static partial void LogCallbackFailed(ILogger logger, Exception error);

    [LoggerMessage(1305, LogLevel.Information, "Going to shut down; not ready for new requests, which are still answered for {Delay}.")]
    private static partial void LogLeaving(ILogger logger, TimeSpan delay);

    [LoggerMessage(1306, LogLevel.Warning, "Handlers of Socket.IO still run at the deadline of the shutdown; they are not waited for.")]
    private static partial void LogHandlersLeft(ILogger logger);
}
