namespace Rpress;

/// <summary>Encodes what handlers return, for clients that accept it (RFC 9110 §8.4, §12.5.3).</summary>
internal sealed class CompressionMiddleware(CompressionConfig config)
{
    private const ContentCoding Available = ContentCoding.Brotli | ContentCoding.Gzip;

    // where a request runs on the thread that reads sockets: some ten microseconds, against several for the way to another (CompressionBenchmarks)
    private const int LargestOnSocketThread = 16 * 1024;

    // above, the encoded content is not held as a whole: it flows, and its length stays unknown
    private const int LargestWhole = 1024 * 1024;

    private readonly EncodedCache? _cache = config.CacheSize == 0 ? null : new(config, config.CacheSize);

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        ValueTask<ResponsePayload> task = next(request);
        return task.IsCompletedSuccessfully ? EncodeAsync(task.Result, request) : Awaited(task, request);
    }

    private async ValueTask<ResponsePayload> Awaited(ValueTask<ResponsePayload> task, RequestPayload request) =>
        await EncodeAsync(await task, request);

    private ValueTask<ResponsePayload> EncodeAsync(ResponsePayload payload, RequestPayload request)
    {
        if (!CompressionRules.AreMetBy(payload, config.Threshold))
        {
            return new(payload);
        }

        // RFC 9110 §12.5.5: on both variants, or a cache hands the encoded one to clients that cannot read it.
        CompressionRules.AddVary(request.Exchange.ResponseHeaders, payload);
        ContentCoding coding = AcceptEncoding.Choose(request.Exchange.RequestHeaders.AcceptEncoding, Available);
        if (coding == ContentCoding.Identity)
        {
            return new(payload);
        }

        // RFC 9110 §9.3.2: HEAD leaves out what only making the content would tell, and that is the length.
        if (request.Method == "HEAD" || payload.Content is not BufferedContent { Length: <= LargestWhole } content)
        {
            return new(payload.WithEncoding(coding, new EncodedContent(payload.Content!, coding, config)));
        }

        return !config.IsOnSocketThread || content.Length <= LargestOnSocketThread
            ? new(payload.WithEncoding(coding, Encode(payload, content, coding)))
            : EncodeApartAsync(payload, content, coding);
    }

    // the sockets of this thread go on meanwhile
    private async ValueTask<ResponsePayload> EncodeApartAsync(ResponsePayload payload, BufferedContent content, ContentCoding coding) =>
        payload.WithEncoding(coding, await Task.Run(() => Encode(payload, content, coding)));

    private BytesContent Encode(ResponsePayload payload, BufferedContent content, ContentCoding coding) => _cache is not null && CompressionRules.MayKeep(payload)
        ? _cache.Encode(content, coding)
        : ContentEncoder.EncodeWhole(content, coding, config);
}
