using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class FileReader
{
    [LoggerMessage(1701, LogLevel.Warning, "The static file or directory '{Path}' may not be read: 404. This is logged once for each.")]
    private static partial void LogUnreadable(ILogger logger, string path, Exception error);
}
