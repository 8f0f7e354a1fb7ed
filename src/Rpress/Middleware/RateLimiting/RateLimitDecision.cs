namespace Rpress;

/// <summary>What an <see cref="IRateLimiter"/> says of one request.</summary>
/// <param name="IsAllowed">Whether the request may pass.</param>
/// <param name="Remaining">How many more may pass now.</param>
/// <param name="ResetAfter">When the next request may pass, if this one may not; else when the first one counted now is forgotten.</param>
public readonly record struct RateLimitDecision(bool IsAllowed, int Remaining, TimeSpan ResetAfter);
