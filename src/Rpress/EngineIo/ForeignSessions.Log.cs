using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
internal sealed partial class ForeignSessions
{
    [LoggerMessage(
        1902,
        LogLevel.Warning,
        "{Count} sessions that this server never had were asked for within {Seconds} s. If this goes on, the load balancer sends clients' requests to several servers: configure sticky sessions, or use WebSocket only. If a server has just stopped or restarted, its clients are coming back, and this ends by itself. See docs/guide/load-balancing.md.")]
    private static partial void LogSeveralServers(ILogger logger, int count, int seconds);
}
