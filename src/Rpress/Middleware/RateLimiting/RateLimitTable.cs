namespace Rpress;

/// <summary>The counters of one limit. The keys of another cannot take their room.</summary>
internal sealed class RateLimitTable
{
    private const int MostShards = 16;

    // a shard finds room among its own keys alone, so each has to have many of them
    private const int LeastKeysPerShard = 1024;

    private readonly RateLimitCapacity _capacity;
    private readonly RateLimitShard[] _shards;

    public RateLimitTable(RateLimit limit, int maxKeys, TimeProvider time)
    {
        var window = new RateLimitWindow(limit, time);
        _capacity = new(maxKeys);
        _shards = new RateLimitShard[maxKeys < MostShards * LeastKeysPerShard ? 1 : MostShards];
        for (int i = 0; i < _shards.Length; i++)
        {
            _shards[i] = new(window, _capacity);
        }
    }

    public int KeyCount => _capacity.Taken;

    public RateLimitDecision Acquire(string key)
    {
        var found = new RateLimitKey(key);
        return _shards[(uint)found.Hash % (uint)_shards.Length].Acquire(found);
    }
}
