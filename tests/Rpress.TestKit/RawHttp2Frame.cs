using System.Buffers.Binary;

namespace Rpress.TestKit;

/// <summary>One HTTP/2 frame as it stood on the wire.</summary>
public sealed record RawHttp2Frame(byte Type, byte Flags, int StreamId, byte[] Payload)
{
    /// <summary>The error code of RST_STREAM and GOAWAY, null for other frames.</summary>
    public int? ErrorCode => Type switch
    {
        RawHttp2FrameType.ResetStream => BinaryPrimitives.ReadInt32BigEndian(Payload),
        RawHttp2FrameType.GoAway => BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(4)),
        _ => null,
    };

    /// <summary>Whether a flag of <see cref="RawHttp2Flags"/> is set.</summary>
    public bool Has(byte flag) => (Flags & flag) != 0;
}
