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

    public RedisLink(ConfigurationOptions configuration, RedisAdapterOptions options)
    {
        _configuration = configuration;
        Options = options;
    }

    /// <summary>On a connection of the caller's.</summary>
    public RedisLink(IConnectionMultiplexer given, RedisAdapterOptions options)
    {
        _given = given;
        Options = options;
    }

    public RedisAdapterOptions Options { get; }

    /// <summary>Opens the connection, or takes a share in it; each call needs one of <see cref="CloseAsync"/>, unless it fails.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and the options do not allow that.</exception>
    public async Task<RedisConnection> OpenAsync(ILogger logger, CancellationToken cancellationToken)
    {
        Task<RedisConnection> opening;
        lock (_gate)
        {
            _users++;
            opening = _connection ??= ConnectAsync(logger, cancellationToken);
        }

        try
        {
            return await opening;
        }
        catch
        {
            lock (_gate)
            {
                _users--;
                _connection = null;
            }

            throw;
        }
    }

    public async Task CloseAsync()
    {
        Task<RedisConnection>? last = null;
        lock (_gate)
        {
            if (--_users == 0)
            {
                last = _connection;
                _connection = null;
            }
        }

        if (last is not null)
        {
            await (await last).DisposeAsync();
        }
    }

    private async Task<RedisConnection> ConnectAsync(ILogger logger, CancellationToken cancellationToken)
    {
        IConnectionMultiplexer redis = _given ?? await RedisConnector.OpenAsync(_configuration!, cancellationToken);
        if (redis.IsConnected || Options.StartWithoutRedis)
        {
            return new(redis, isOwned: _given is null, Options, logger);
        }

        if (_given is null)
        {
            await redis.DisposeAsync();
        }

        throw RedisConnector.Unreachable(redis, " Set RedisAdapterOptions.StartWithoutRedis to start all the same.");
    }
}
