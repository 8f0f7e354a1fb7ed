using System.Buffers.Binary;

namespace Rpress.Tests.EngineIo;

/// <summary>Takes a server's bytes apart into frames.</summary>
internal static class WireFrames
{
    public static IReadOnlyList<(byte First, byte[] Payload)> Of(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<(byte, byte[])>();
        while (!bytes.IsEmpty)
        {
            (int header, int length) = bytes[1] switch
            {
                126 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
                127 => (10, (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
                _ => (2, bytes[1]),
            };
            frames.Add((bytes[0], bytes.Slice(header, length).ToArray()));
            bytes = bytes[(header + length)..];
        }

        return frames;
    }
}
