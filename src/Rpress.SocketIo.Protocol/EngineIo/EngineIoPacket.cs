using System.Buffers;
using System.Buffers.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>One Engine.IO packet as it was received; its data may lie in the memory that it was read from.</summary>
internal readonly record struct EngineIoPacket(EngineIoPacketType Type, ReadOnlyMemory<byte> Data, bool IsBinary = false)
{
    /// <summary>What stands before Base64 where a transport carries text alone.</summary>
    public const byte Base64Marker = (byte)'b';

    /// <summary>The first byte of a packet of the type.</summary>
    public static byte MarkerOf(EngineIoPacketType type) => (byte)('0' + (byte)type);

    /// <summary>Reads a packet in its text form; false when it is empty, of no known type, or not Base64 where it says so.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, out EngineIoPacket packet)
    {
        packet = default;
        if (text.IsEmpty)
        {
            return false;
        }

        // engine.io v4, "Packet encoding": a digit and the data, or b and Base64 for binary
        byte marker = text.Span[0];
        if (marker == Base64Marker)
        {
            return TryParseBase64(text.Span[1..], out packet);
        }

        if (marker is < (byte)'0' or > (byte)'6')
        {
            return false;
        }

        packet = new((EngineIoPacketType)(marker - '0'), text[1..]);
        return true;
    }

    private static bool TryParseBase64(ReadOnlySpan<byte> encoded, out EngineIoPacket packet)
    {
        packet = default;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (Base64.DecodeFromUtf8(encoded, decoded, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        packet = new(EngineIoPacketType.Message, decoded.AsMemory(0, length), IsBinary: true);
        return true;
    }
}
