namespace Rpress;

/// <summary>What becomes of a request when the <see cref="IRateLimiter"/> fails or takes too long.</summary>
public enum RateLimiterFailure
{
    /// <summary>It passes: the service stays up, without its limit.</summary>
    Allow,

    /// <summary>It is refused with 503.</summary>
    Refuse,
}
