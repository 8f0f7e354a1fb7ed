namespace Rpress;

/// <summary>Content that is encoded while it is sent. What it encodes is disposed by whoever owns that.</summary>
internal sealed class EncodedContent(ResponseContent content, ContentCoding coding, CompressionConfig config) : ProducerContent
{
    public override async Task ProduceAsync(Stream body, RequestPayload request)
    {
        using ContentEncoder encoder = ContentEncoder.Create(coding, config);
        var encoded = new EncodedStream(body, encoder, flushesEachWrite: content is ProducerContent { FlushesEachWrite: true });
        try
        {
            await CopyToAsync(encoded, request);

            // not after a failure: what was cut short must not look whole
            await encoded.CompleteAsync(content.Length);
        }
        finally
        {
            encoded.End();
        }
    }

    private Task CopyToAsync(EncodedStream encoded, RequestPayload request) => content switch
    {
        ProducerContent producer => producer.ProduceAsync(encoded, request),
        BufferedContent buffered => buffered.CopyToAsync(encoded, request.Aborted),
        _ => throw new NotSupportedException($"{content.GetType().Name} cannot be encoded."),
    };
}
