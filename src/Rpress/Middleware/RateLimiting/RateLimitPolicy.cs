namespace Rpress;

/// <summary>A limit as it runs: a copy of its settings, made once, at start.</summary>
/// <param name="limit">The settings.</param>
/// <param name="defaultName">What it is called if its settings name it not.</param>
internal sealed class RateLimitPolicy(RateLimit limit, string defaultName)
{
    public RateLimit Limit { get; } = new(limit.Limit, limit.Window) { Name = limit.Name ?? defaultName };
}
