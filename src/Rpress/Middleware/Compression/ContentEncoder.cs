namespace Rpress;

/// <summary>Encodes bytes in a content coding, into <see cref="Output"/>. The platform's encoders cannot begin anew: one is made for each response.</summary>
internal abstract class ContentEncoder : IDisposable
{
    /// <summary>What has been encoded and not yet been taken.</summary>
    public EncoderOutput Output { get; } = new();

    public static ContentEncoder Create(ContentCoding coding, CompressionConfig config) => coding == ContentCoding.Brotli
        ? new BrotliContentEncoder(config.BrotliQuality)
        : new GzipContentEncoder(config.Gzip);

    /// <summary>The content as a whole.</summary>
    public static BytesContent EncodeWhole(BufferedContent content, ContentCoding coding, CompressionConfig config)
    {
        using ContentEncoder encoder = Create(coding, config);
        if (content is BytesContent bytes)
        {
            encoder.Encode(bytes.Bytes.Span, isLast: true);
        }
        else
        {
            using var plain = new EncoderOutput();
            content.WriteTo(plain);
            encoder.Encode(plain.Bytes.Span, isLast: true);
        }

        return new(encoder.Output.Bytes.ToArray());
    }

    /// <param name="bytes">What follows.</param>
    /// <param name="isLast">Whether the content ends with it.</param>
    public abstract void Encode(ReadOnlySpan<byte> bytes, bool isLast);

    /// <summary>Puts all that was encoded so far into the output, so that it can be decoded now.</summary>
    public abstract void Flush();

    /// <summary>Lets go of encoder and output; content that was not ended stays so.</summary>
    public virtual void Dispose() => Output.Dispose();
}
