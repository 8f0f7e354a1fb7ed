using System.Collections.Concurrent;

namespace Rpress;

/// <summary>Counts in the process's memory: exact for each key, and bounded in their number for each limit.</summary>
internal sealed class InMemoryRateLimiter(int maxKeysPerLimit, TimeProvider time) : IRateLimiter
{
    private readonly ConcurrentDictionary<string, RateLimitTable> _tables = new(StringComparer.Ordinal);

    /// <summary>How many keys have a counter of their own, those of all limits together.</summary>
    public int KeyCount => _tables.Values.Sum(table => table.KeyCount);

    public ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken) => new(Acquire(limit, key));

    public RateLimitDecision Acquire(RateLimit limit, string key) => TableOf(limit).Acquire(key);

    // by name: limits of one name share their counts
    private RateLimitTable TableOf(RateLimit limit) => _tables.TryGetValue(limit.Name!, out RateLimitTable? table)
        ? table
        : _tables.GetOrAdd(limit.Name!, static (_, made) => new(made.limit, made.maxKeysPerLimit, made.time), (limit, maxKeysPerLimit, time));
}
