using System.Collections.Concurrent;

namespace Rpress;

/// <summary>Counts in the process's memory: exact for each key, and bounded in their number.</summary>
internal sealed class InMemoryRateLimiter : IRateLimiter
{
    private const int MostShards = 16;

    // a shard finds room among its own keys alone, so each has to have many of them
    private const int LeastKeysPerShard = 1024;

    private readonly TimeProvider _time;
    private readonly RateLimitCapacity _capacity;
    private readonly RateLimitShard[] _shards;
    private readonly ConcurrentDictionary<string, RateLimitWindow> _windows = new(StringComparer.Ordinal);

    public InMemoryRateLimiter(int maxKeys, TimeProvider time)
    {
        _time = time;
        _capacity = new(maxKeys);
        _shards = new RateLimitShard[maxKeys < MostShards * LeastKeysPerShard ? 1 : MostShards];
        for (int i = 0; i < _shards.Length; i++)
        {
            _shards[i] = new(_capacity);
        }
    }

    /// <summary>How many keys have a counter of their own.</summary>
    public int KeyCount => _capacity.Taken;

    public ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken) => new(Acquire(limit, key));

    public RateLimitDecision Acquire(RateLimit limit, string key)
    {
        var found = new RateLimitKey(WindowOf(limit), key);
        return _shards[(uint)found.Hash % (uint)_shards.Length].Acquire(found);
    }

    // by name: limits of one name share their counts
    private RateLimitWindow WindowOf(RateLimit limit) => _windows.TryGetValue(limit.Name!, out RateLimitWindow? window)
        ? window
        : _windows.GetOrAdd(limit.Name!, static (_, made) => new(made.limit, made._time), (limit, _time));
}
