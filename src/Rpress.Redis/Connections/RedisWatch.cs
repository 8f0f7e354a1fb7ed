using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Tells the log when Redis goes away and when it is back: a line each, however many connections there are.</summary>
internal sealed partial class RedisWatch : IDisposable
{
    private readonly IConnectionMultiplexer _redis;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly HashSet<(EndPoint? Server, ConnectionType Connection)> _lost = []; // guarded by _gate
    private bool _isAway; // guarded by _gate

    public RedisWatch(IConnectionMultiplexer redis, ILogger logger)
    {
        _redis = redis;
        _logger = logger;
        redis.ConnectionFailed += OnLost;
        redis.ConnectionRestored += OnRestored;
        lock (_gate)
        {
            _isAway = !redis.IsConnected;
            if (_isAway)
            {
                LogAway(logger, "no connection", null);
            }
        }
    }

    public void Dispose()
    {
        _redis.ConnectionFailed -= OnLost;
        _redis.ConnectionRestored -= OnRestored;
    }

    private void OnLost(object? sender, ConnectionFailedEventArgs lost)
    {
        lock (_gate)
        {
            _lost.Add((lost.EndPoint, lost.ConnectionType));
            if (!_isAway)
            {
                _isAway = true;
                LogAway(_logger, lost.FailureType.ToString(), lost.Exception);
            }
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        EndPoint[] servers = _redis.GetEndPoints();
        lock (_gate)
        {
            _lost.Remove((restored.EndPoint, restored.ConnectionType));
            _lost.RemoveWhere(lost => !servers.Contains(lost.Server)); // one that has left a Redis Cluster does not come back
            if (_isAway && _lost.Count == 0)
            {
                _isAway = false;
                LogBack(_logger);
            }
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "Redis is away ({Cause}): what happens on this server stays on it until Redis is back.")]
    private static partial void LogAway(ILogger logger, string cause, Exception? error);

    [LoggerMessage(2502, LogLevel.Information, "Redis is back.")]
    private static partial void LogBack(ILogger logger);
}
