namespace Rpress;

/// <summary>How a <see cref="RedisRateLimiter"/> works.</summary>
public sealed class RedisRateLimiterOptions
{
    /// <summary>What the names of all keys in Redis begin with; servers that count together use the same.</summary>
    /// <value>Default <c>rpress-rate-limit</c>; not empty.</value>
    public string KeyPrefix { get; set; } = "rpress-rate-limit";

    /// <summary>Whether <see cref="RedisRateLimiter.ConnectAsync"/> succeeds while Redis cannot be reached: requests are counted once it can be.</summary>
    /// <value>Default false: it fails.</value>
    public bool StartWithoutRedis { get; set; }

    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrEmpty(KeyPrefix))
        {
            throw new ArgumentException("RedisRateLimiterOptions.KeyPrefix is empty: leave it out for 'rpress-rate-limit'.");
        }
    }
}
