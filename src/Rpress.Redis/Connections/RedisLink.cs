using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>The connection of a server's adapters, one for all namespaces: opened by the first of them, closed with the last.</summary>
internal sealed class RedisLink
{
    private readonly ConfigurationOptions? _configuration;
    private readonly IConnectionMultiplexer? _given;
    private readonly Lock _gate = new();
    private Task<RedisConnection>? _connection; // guarded by _gate
    private int _users; // guarded by _gate

    public RedisLink(ConfigurationOptions configuration, RedisClusterOptions options)
    {
        _configuration = configuration;
        Options = options;
    }

    /// <summary>On a connection of the caller's.</summary>
    public RedisLink(IConnectionMultiplexer given, RedisClusterOptions options)
    {
        _given = given;
        Options = options;
    }

    public RedisClusterOptions Options { get; }

    /// <summary>Whether there is a connection; Redis may be away all the same.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _connection is { IsCompletedSuccessfully: true };
            }
        }
    }

    /// <summary>Opens the connection, or takes a share in it; each call needs one of <see cref="CloseAsync"/>, unless it fails.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and the options do not allow that.</exception>
    public async Task<RedisConnection> OpenAsync(ILogger logger, CancellationToken cancellationToken)
    {
        Task<RedisConnection> opening;
        lock (_gate)
        {
            _users++;
            opening = _connection ??= ConnectAsync(logger); // without the token: another may wait longer
        }

        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch
        {
            _ = LeaveAsync(opening);
            throw;
        }
    }

    public Task CloseAsync() => LeaveAsync(null);

    // the last one ends the connection, even one that only comes to be
    private async Task LeaveAsync(Task<RedisConnection>? failed)
    {
        Task<RedisConnection>? last;
        lock (_gate)
        {
            if (_connection == failed && failed is { IsFaulted: true })
            {
                _connection = null; // who comes next tries again
            }

            if (--_users > 0)
            {
                return;
            }

            last = _connection;
            _connection = null;
        }

        if (last is not null)
        {
            await ((Task)last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (last.IsCompletedSuccessfully)
            {
                await (await last).DisposeAsync();
            }
        }
    }

    private async Task<RedisConnection> ConnectAsync(ILogger logger)
    {
        bool mayBeAway = Options.StartWithoutRedis;
        string advice = $" Set {Options.GetType().Name}.{nameof(Options.StartWithoutRedis)} to start all the same.";
        if (_given is null)
        {
            return new(await RedisConnector.ConnectAsync(_configuration!, mayBeAway, CancellationToken.None, advice), isOwned: true, Options, logger);
        }

        return _given.IsConnected || mayBeAway ? new(_given, isOwned: false, Options, logger) : throw RedisConnector.Unreachable(_given, advice);
    }
}
