using System.IO.Compression;

namespace Rpress;

/// <summary>Encodes a whole file once, to be sent many times, or what else lies ready as a whole: better, and so slower, than content that is encoded as it is sent.</summary>
internal static class FileEncoder
{
    // the levels above take up to eight times as long for three percent; the first client waits, and where the files do not
    // all fit into the cache, many are the first
    private const int BrotliQuality = 6;
    private const int BrotliWindow = 22;
    private static readonly ZLibCompressionOptions _zlib = new() { CompressionLevel = 6 };

    /// <summary>Null when the encoded form is not smaller.</summary>
    public static byte[]? Encode(ReadOnlySpan<byte> content, ContentCoding coding)
    {
        byte[]? encoded = coding switch
        {
            ContentCoding.Brotli => Brotli(content),
            ContentCoding.Gzip => Through(content, output => new GZipStream(output, _zlib, leaveOpen: true)),
            // RFC 9110 §8.4.1.2: deflate is the zlib format.
            ContentCoding.Deflate => Through(content, output => new ZLibStream(output, _zlib, leaveOpen: true)),
            _ => null,
        };
        return encoded?.Length < content.Length ? encoded : null;
    }

    private static byte[]? Brotli(ReadOnlySpan<byte> content)
    {
        // it fails when the output is longer than this
        byte[] output = new byte[content.Length];
        return BrotliEncoder.TryCompress(content, output, out int written, BrotliQuality, BrotliWindow) ? output[..written] : null;
    }

    private static byte[] Through(ReadOnlySpan<byte> content, Func<Stream, Stream> encoderInto)
    {
        using var output = new MemoryStream();
        using (Stream encoder = encoderInto(output))
        {
            encoder.Write(content);
        }

        return output.ToArray();
    }
}
