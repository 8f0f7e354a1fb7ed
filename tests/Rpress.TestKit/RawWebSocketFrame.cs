using System.Buffers.Binary;
using System.Text;

namespace Rpress.TestKit;

/// <summary>One WebSocket frame as it stood on the wire, its header's forms apart.</summary>
/// <param name="First">The first byte: FIN, RSV bits and opcode.</param>
/// <param name="Payload">What it carries.</param>
public sealed record RawWebSocketFrame(byte First, byte[] Payload)
{
    /// <summary>FIN and the opcode of text.</summary>
    public const byte FinalText = 0x81;

    /// <summary>FIN and the opcode of binary.</summary>
    public const byte FinalBinary = 0x82;

    /// <summary>FIN and the opcode of close.</summary>
    public const byte Close = 0x88;

    /// <summary>FIN and the opcode of ping.</summary>
    public const byte Ping = 0x89;

    /// <summary>FIN and the opcode of pong.</summary>
    public const byte Pong = 0x8A;

    /// <summary>The payload as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The status that a close frame carries; null where it carries none or is no close frame.</summary>
    public int? CloseStatus => First == Close && Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;

    /// <summary>A frame's bytes as a client sends it, masked unless <paramref name="isMasked"/> says otherwise.</summary>
    public static byte[] Encode(byte first, ReadOnlySpan<byte> payload, bool isMasked = true)
    {
        byte mask = isMasked ? (byte)0x80 : (byte)0;
        byte[] length = payload.Length switch
        {
            <= 125 => [(byte)(mask | payload.Length)],
            <= ushort.MaxValue => [(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [(byte)(mask | 127), 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        if (!isMasked)
        {
            return [first, .. length, .. payload];
        }

        byte[] key = [0x37, 0xfa, 0x21, 0x3d];
        byte[] frame = [first, .. length, .. key, .. payload];
        int start = frame.Length - payload.Length;
        for (int i = start; i < frame.Length; i++)
        {
            frame[i] ^= key[(i - start) % 4];
        }

        return frame;
    }
}
