namespace Rpress;

/// <summary>Lets a set of counters be searched by key, so that it need not hold each key a second time.</summary>
internal sealed class RateLimitKeyComparer(RateLimitWindow window) : IEqualityComparer<RateLimitCounter>, IAlternateEqualityComparer<RateLimitKey, RateLimitCounter>
{
    public bool Equals(RateLimitCounter? x, RateLimitCounter? y) => ReferenceEquals(x, y);

    public int GetHashCode(RateLimitCounter counter) => counter.Key.Hash;

    public bool Equals(RateLimitKey key, RateLimitCounter counter) => key.Text == counter.Key.Text;

    public int GetHashCode(RateLimitKey key) => key.Hash;

    public RateLimitCounter Create(RateLimitKey key) => new(window, key);
}
