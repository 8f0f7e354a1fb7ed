using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class CertificateWatcher
{
    [LoggerMessage(1201, LogLevel.Information, "The certificate {Files} has changed; new connections get it.")]
    private static partial void LogReloaded(ILogger logger, CertificateFiles files);

    [LoggerMessage(1202, LogLevel.Warning, "The certificate {Files} has changed but cannot be used, so the old one stays: {Reason}")]
    private static partial void LogKept(ILogger logger, CertificateFiles files, string reason);
}
