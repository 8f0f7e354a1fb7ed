using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class FileReader
{
    [LoggerMessage(1401, LogLevel.Warning, "The static file '{Path}' may not be read and is answered with 404; this is logged once for a file.")]
    private static partial void LogUnreadable(ILogger logger, string path, Exception error);
}
