using System.Buffers;
using System.IO.Compression;

namespace Rpress;

/// <summary>Takes the compression off one message (RFC 7692 §7.2.2).</summary>
internal static class MessageInflater
{
    private const int LeastBuffer = 512;

    // of the empty block that the sender left out, and a block that ends the whole for the platform's reader
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF, 0x03, 0x00];

    /// <summary>So much place the message has to have behind it.</summary>
    public static int TailLength => Tail.Length;

    /// <summary>The most bytes that a message of so many has in compressed form: one that does not compress grows.</summary>
    /// <remarks>Of DEFLATE's stored blocks with five bytes each, counted for the smallest buffers that zlib makes blocks of; one more for the end.</remarks>
    public static long LargestCompressed(int size) => size + (size / 100L) + 16;

    /// <summary>Puts the message itself in place of its compressed form.</summary>
    /// <param name="message">A rented buffer, with place for the tail; another one afterwards.</param>
    /// <param name="length">How much of it is the message.</param>
    /// <param name="maxSize">What the message may become, in bytes.</param>
    /// <returns>Why it cannot be read; null where it can.</returns>
    public static ReadEnd? Inflate(ref byte[] message, ref int length, int maxSize)
    {
        Tail.CopyTo(message.AsSpan(length));
        using var compressed = new MemoryStream(message, 0, length + TailLength, writable: false);
        using var inflater = new DeflateStream(compressed, CompressionMode.Decompress);
        byte[] inflated = ArrayPool<byte>.Shared.Rent((int)Math.Min(LeastBuffer + (length * 4L), maxSize + 1L));
        int count = 0;
        ReadEnd? failure = null;
        try
        {
            while (inflater.Read(inflated, count, inflated.Length - count) is > 0 and var read)
            {
                count += read;
                if (count > maxSize)
                {
                    failure = ReadEnd.TooLarge;
                    break;
                }

                if (count == inflated.Length)
                {
                    // one byte above the limit is enough to see that a message exceeds it
                    PooledArray.Grow(ref inflated, count, (int)Math.Min(count * 2L, maxSize + 1L));
                }
            }
        }
        catch (InvalidDataException)
        {
            failure = ReadEnd.Undecodable;
        }

        PooledArray.Return(ref message);
        message = inflated;
        length = count;
        return failure;
    }
}
