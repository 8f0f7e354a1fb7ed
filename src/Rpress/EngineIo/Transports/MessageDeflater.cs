using System.IO.Compression;

namespace Rpress;

/// <summary>Compresses one message on its own (RFC 7692 §7.2.1).</summary>
internal static class MessageDeflater
{
    private const int TailLength = 4; // of an empty block without compression: 00 00 FF FF

    /// <summary>What the message becomes; empty where that is not smaller.</summary>
    public static ReadOnlyMemory<byte> Deflate(ReadOnlySpan<byte> message, int level)
    {
        using var output = new MemoryStream(message.Length / 2);
        using var deflater = new DeflateStream(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
        deflater.Write(message);
        deflater.Flush();

        // RFC 7692 §7.2.1: the tail of the flush is left out, and put back by who reads
        int length = (int)output.Length - TailLength;
        return length > 0 && length < message.Length ? output.GetBuffer().AsMemory(0, length) : default;
    }
}
