using System.Buffers;
using System.Buffers.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>The body of a long-polling request or response: packets in their text form, one after the other.</summary>
internal static class EngineIoPayload
{
    // engine.io v4, "Payload": the record separator stands between packets, not behind the last one
    public const byte Separator = 0x1e;

    /// <summary>Takes the next packet's text off the front of a payload; an empty payload is one empty packet.</summary>
    public static ReadOnlyMemory<byte> TakeNext(ref ReadOnlyMemory<byte> rest, out bool isLast)
    {
        int separator = rest.Span.IndexOf(Separator);
        isLast = separator < 0;
        ReadOnlyMemory<byte> next = isLast ? rest : rest[..separator];
        rest = isLast ? default : rest[(separator + 1)..];
        return next;
    }

    /// <summary>Writes binary data in its text form.</summary>
    public static void WriteBase64(IBufferWriter<byte> writer, ReadOnlySpan<byte> data)
    {
        int length = Base64.GetMaxEncodedToUtf8Length(data.Length) + 1;
        Span<byte> target = writer.GetSpan(length);
        target[0] = EngineIoPacket.Base64Marker;
        Base64.EncodeToUtf8(data, target[1..], out _, out int written);
        writer.Advance(written + 1);
    }
}
