namespace RateLimitingSample;

/// <summary>Stands in for a store beyond the network that counts, and forgets what has expired.</summary>
internal sealed class CounterStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Expires)> _counters = [];

    /// <summary>Whether it answers.</summary>
    public bool IsUp { get; set; } = true;

    public ValueTask<bool> PingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(IsUp);
    }

    /// <summary>Counts one up, and returns how many that makes.</summary>
    public ValueTask<int> IncrementAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsUp)
        {
            throw new IOException("The store is down.");
        }

        lock (_gate)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            foreach ((string expired, _) in _counters.Where(counter => counter.Value.Expires <= now).ToArray())
            {
                _counters.Remove(expired);
            }

            int count = _counters.GetValueOrDefault(name).Count + 1;
            _counters[name] = (count, now + lifetime);
            return new(count);
        }
    }
}
