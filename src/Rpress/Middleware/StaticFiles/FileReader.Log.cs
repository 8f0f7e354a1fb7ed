using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class FileReader
{
    [LoggerMessage(1701, LogLevel.Warning, "The static file or directory '{Path}' cannot be read: 404. This is logged once for each.")]
    private static partial void LogUnreadable(ILogger logger, string path, Exception error);

    [LoggerMessage(1702, LogLevel.Error, "Too many files are open for static files to be read: 503. Raise the limit of open files, or lower MaxConnections. This is logged once.")]
    private static partial void LogOutOfFiles(ILogger logger, Exception error);
}
