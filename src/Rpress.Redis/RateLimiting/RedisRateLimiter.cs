using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// Counts requests in Redis, for several servers together: in sliding windows as one server counts in its memory, by Redis' own clock.
/// For <see cref="RpressOptions.RateLimiter"/>.
/// </summary>
/// <remarks>
/// Thread-safe. Each request is one round trip. While Redis is away, asking fails at once with a <see cref="RedisConnectionException"/>;
/// what becomes of the request then is up to <see cref="RpressSettings.RateLimiterFailure"/>.
/// </remarks>
public sealed class RedisRateLimiter : IRateLimiter, IAsyncDisposable
{
    private static readonly TimeSpan _shortestWindow = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _longestWindow = TimeSpan.FromDays(1);

    private readonly IDatabase _database;
    private readonly string _keyPrefix;
    private readonly ConnectionMultiplexer? _owned;
    private volatile bool _isDisposed;

    /// <summary>Makes a limiter on a connection of the caller's, who disposes it.</summary>
    /// <param name="redis">The connection.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public RedisRateLimiter(IConnectionMultiplexer redis, RedisRateLimiterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        RedisRateLimiterOptions settings = options ?? new();
        settings.Validate();
        _database = redis.GetDatabase();
        _keyPrefix = settings.KeyPrefix;
    }

    private RedisRateLimiter(ConnectionMultiplexer redis, string keyPrefix)
    {
        _database = redis.GetDatabase();
        _keyPrefix = keyPrefix;
        _owned = redis;
    }

    /// <summary>Connects to Redis.</summary>
    /// <param name="address">A configuration of StackExchange.Redis such as <c>localhost:6379</c>, or a URL: <c>redis://[user:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</param>
    /// <param name="options">How it works.</param>
    /// <param name="cancellationToken">Ends the waiting for the connection.</param>
    /// <exception cref="ArgumentException">The address is malformed, or a setting is wrong; the message says what.</exception>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, and <see cref="RedisRateLimiterOptions.StartWithoutRedis"/> is not set.</exception>
    public static async Task<RedisRateLimiter> ConnectAsync(string address, RedisRateLimiterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ConfigurationOptions configuration = RedisAddress.Parse(address);
        RedisRateLimiterOptions settings = options ?? new();
        settings.Validate();
        string keyPrefix = settings.KeyPrefix;
        ConnectionMultiplexer redis = await RedisConnector.ConnectAsync(configuration, settings.StartWithoutRedis, cancellationToken);
        return new(redis, keyPrefix);
    }

    /// <summary>Counts one request, if it may pass.</summary>
    /// <param name="limit">The limit that holds, with its <see cref="RateLimit.Name"/>.</param>
    /// <param name="key">Whose requests are counted.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may have been counted nevertheless.</param>
    /// <exception cref="ArgumentException">The limit has no name, or its numbers are out of their ranges.</exception>
    /// <exception cref="ObjectDisposedException">The limiter is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    /// <exception cref="RedisConnectionException">Redis is away.</exception>
    /// <exception cref="RedisTimeoutException">Redis is there, but has not answered in the time that the connection waits; 5 seconds by default.</exception>
    /// <exception cref="RedisServerException">Redis has refused: out of memory, no permission.</exception>
    public async ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(key);
        Require(limit);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();

        RedisKey name = RateLimitScript.KeyOf(_keyPrefix, limit, key);

        // a connection of the caller's may keep what it cannot send, and each request would wait for its time-out
        if (!_database.IsConnected(name, CommandFlags.DemandMaster))
        {
            throw new RedisConnectionException(
                ConnectionFailureType.UnableToResolvePhysicalConnection, CommandFlags.None, "Redis is away: requests cannot be counted until it is back.");
        }

        return await RateLimitScript.RunAsync(_database, name, limit, cancellationToken);
    }

    /// <summary>Ends the connection, if <see cref="ConnectAsync"/> has made it; requests that are being counted then fail.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_owned is not null)
        {
            // without waiting for answers: from a Redis that has stopped they would not come
            await _owned.CloseAsync(allowCommandsToComplete: false);
            await _owned.DisposeAsync();
        }
    }

    // the middleware's limits have been validated; what others ask for could be stored so that no request passes any more
    private static void Require(RateLimit limit)
    {
        if (string.IsNullOrEmpty(limit.Name))
        {
            throw new ArgumentException("The limit has no name, which tells its counts from those of others: set RateLimit.Name.", nameof(limit));
        }

        SettingRange.Require("RateLimit.Limit", limit.Limit, 1);
        if (limit.Window < _shortestWindow || limit.Window > _longestWindow)
        {
            throw new ArgumentException($"RateLimit.Window is {limit.Window}; it has to be 10 milliseconds to one day.", nameof(limit));
        }
    }
}
