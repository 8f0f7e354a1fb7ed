using System.Buffers.Binary;
using System.Text.Unicode;

namespace Rpress;

/// <summary>What a close frame says (RFC 6455 §5.5.1).</summary>
internal static class ClosePayload
{
    // RFC 6455 §7.4: 1004 to 1006 and 1015 stand for what no frame says; 1012 to 1014 have been registered since
    public static bool IsValid(ReadOnlySpan<byte> payload) => payload.Length switch
    {
        0 => true,
        1 => false,
        _ => BinaryPrimitives.ReadUInt16BigEndian(payload) is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)
            && Utf8.IsValid(payload[sizeof(ushort)..]),
    };
}
