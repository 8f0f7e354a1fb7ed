namespace Rpress;

/// <summary>Compresses the answers to polls.</summary>
internal static class PollCompression
{
    private const ContentCoding Available = ContentCoding.Gzip | ContentCoding.Deflate;

    /// <summary>The answer in the form that the client likes best.</summary>
    public static ResponsePayload Encode(ResponsePayload answer, RequestPayload request, HttpCompressionConfig? config)
    {
        if (config is null || answer.Status != 200 || answer.Content is not BytesContent { IsCodingOpen: true } content || content.Length < config.Threshold)
        {
            return answer;
        }

        // RFC 9110 §12.5.5: on both variants
        ContentCoding coding = AcceptEncoding.Choose(request.Exchange.RequestHeaders.AcceptEncoding, Available);
        answer = answer.WithHeader("Vary", "Accept-Encoding");
        return FileEncoder.Encode(content.Bytes.Span, coding) is { } encoded
            ? answer.WithEncoding(coding, new BytesContent(encoded, isCodingOpen: false))
            : answer;
    }
}
