namespace Rpress;

/// <summary>Sets the largest body that a request may have: the route group's limit, else the global one.</summary>
internal sealed class BodyLimitMiddleware(long globalLimit)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        request.MaxBodySize = request.Route?.MaxBodySize ?? globalLimit;

        // what announces itself too large is refused before a byte of it is asked for; all else is counted while it is read
        return request.Exchange.CanHaveBody && request.Headers.ContentLength > request.MaxBodySize
            ? throw BodyErrors.TooLarge(request.Exchange, request.MaxBodySize)
            : next(request);
    }
}
