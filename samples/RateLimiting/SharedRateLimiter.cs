using Rpress;

namespace RateLimitingSample;

/// <summary>Counts in a store, in windows that begin on the minute (or whatever the limit's window is): one call for each request.</summary>
internal sealed class SharedRateLimiter(CounterStore store, TimeProvider time) : IRateLimiter
{
    public async ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        long now = time.GetUtcNow().Ticks;
        long window = now / limit.Window.Ticks;
        var left = TimeSpan.FromTicks(((window + 1) * limit.Window.Ticks) - now);

        int count = await store.IncrementAsync($"{limit.Name}:{window}:{key}", left, cancellationToken);
        return new RateLimitDecision(count <= limit.Limit, Math.Max(limit.Limit - count, 0), left);
    }
}
