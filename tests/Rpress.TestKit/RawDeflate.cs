using System.IO.Compression;

namespace Rpress.TestKit;

/// <summary>RFC 7692 §7.2: a message as it stands in frames with permessage-deflate, each on its own.</summary>
public static class RawDeflate
{
    private static readonly byte[] _tail = [0, 0, 0xFF, 0xFF];

    /// <summary>The compressed form.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> message)
    {
        using var output = new MemoryStream();
        using var deflater = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true);
        deflater.Write(message);
        deflater.Flush();
        return output.ToArray()[..^_tail.Length];
    }

    /// <summary>What a compressed form says.</summary>
    public static byte[] Decompress(ReadOnlySpan<byte> compressed)
    {
        using var input = new MemoryStream([.. compressed, .. _tail]);
        using var inflater = new DeflateStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflater.CopyTo(output);
        return output.ToArray();
    }
}
