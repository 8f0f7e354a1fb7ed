using System.IO.Compression;

namespace Rpress;

/// <summary>Encodes a whole file once, to be sent many times: better, and so slower, than content that is encoded as it is sent.</summary>
internal static class FileEncoder
{
    // 10 and 11 take ten times as long for a few percent, and the first client waits
    private const int BrotliQuality = 9;
    private const int BrotliWindow = 22;
    private const int GzipLevel = 9;

    /// <summary>Null when the encoded form is not smaller.</summary>
    public static byte[]? Encode(ReadOnlySpan<byte> content, ContentCoding coding)
    {
        byte[]? encoded = coding == ContentCoding.Brotli ? Brotli(content) : Gzip(content);
        return encoded?.Length < content.Length ? encoded : null;
    }

    private static byte[]? Brotli(ReadOnlySpan<byte> content)
    {
        // it fails when the output is longer than this
        byte[] output = new byte[content.Length];
        return BrotliEncoder.TryCompress(content, output, out int written, BrotliQuality, BrotliWindow) ? output[..written] : null;
    }

    private static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, new ZLibCompressionOptions { CompressionLevel = GzipLevel }, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }
}
