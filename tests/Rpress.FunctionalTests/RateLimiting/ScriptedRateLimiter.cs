using System.Collections.Concurrent;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A limiter of the application's that answers as the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedRateLimiter : IRateLimiter
{
    private readonly ConcurrentQueue<(RateLimit Limit, string Key)> _asked = new();

    public Func<CancellationToken, ValueTask<RateLimitDecision>> Answer { get; set; } = _ => new(new RateLimitDecision(true, 7, TimeSpan.FromSeconds(3)));

    public IReadOnlyList<string> Keys => [.. _asked.Select(asked => asked.Key)];

    public IReadOnlyList<RateLimit> Limits => [.. _asked.Select(asked => asked.Limit)];

    public ValueTask<RateLimitDecision> AcquireAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        _asked.Enqueue((limit, key));
        return Answer(cancellationToken);
    }
}
