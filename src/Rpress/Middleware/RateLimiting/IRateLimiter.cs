namespace Rpress;

/// <summary>Where requests are counted: the process's memory by default, or a store that several servers share.</summary>
/// <remarks>Called concurrently; for a request under two limits once for each, the application's first.</remarks>
public interface IRateLimiter
{
    /// <summary>Counts one request, if it may pass.</summary>
    /// <param name="limit">The limit that holds; its <see cref="RateLimit.Name"/> is set and tells the counts of one limit from those of another.</param>
    /// <param name="key">Whose requests are counted; at most 256 characters.</param>
    /// <param name="cancellationToken">Fires when the answer is no longer waited for: <see cref="RpressSettings.RateLimiterTimeout"/> has passed, or the client has gone.</param>
    ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken);
}
