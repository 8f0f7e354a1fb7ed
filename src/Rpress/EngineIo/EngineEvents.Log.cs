using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class EngineEvents
{
    [LoggerMessage(1901, LogLevel.Error, "A handler of the engine's {Event} failed.")]
    private static partial void LogHandlerFailed(ILogger logger, string @event, Exception error);
}
