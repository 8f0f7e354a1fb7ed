using System.Buffers.Binary;
using System.Text;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>A server's end of a WebSocket: a test reads and writes it frame by frame. It answers nothing by itself.</summary>
internal sealed class ScriptedWebSocket(ScriptedConnection connection)
{
    private const int MaskLength = 4;

    /// <summary>Sends a text message in one frame.</summary>
    public Task SendAsync(string text) => SendFrameAsync(RawWebSocketFrame.FinalText, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a binary message in one frame.</summary>
    public Task SendAsync(byte[] binary) => SendFrameAsync(RawWebSocketFrame.FinalBinary, binary);

    /// <summary>Sends a frame; the first byte has FIN, the RSV bits and the opcode.</summary>
    public Task SendFrameAsync(byte first, byte[] payload) => connection.SendAsync(RawWebSocketFrame.Encode(first, payload, isMasked: false));

    /// <summary>Sends a close frame.</summary>
    public Task SendCloseAsync(ushort status = 1000) => SendFrameAsync(RawWebSocketFrame.Close, [(byte)(status >> 8), (byte)status]);

    /// <summary>Reads one frame, its payload unmasked; null once the client has ended the connection.</summary>
    /// <exception cref="InvalidDataException">It is not masked.</exception>
    public async Task<RawWebSocketFrame?> ReadAsync()
    {
        try
        {
            byte[] head = await connection.ReadExactlyAsync(2);
            if ((head[1] & 0x80) == 0)
            {
                throw new InvalidDataException("A client's frame is not masked.");
            }

            int length = (head[1] & 0x7F) switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await connection.ReadExactlyAsync(2)),
                127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await connection.ReadExactlyAsync(8)),
                var small => small,
            };
            byte[] mask = await connection.ReadExactlyAsync(MaskLength);
            byte[] payload = await connection.ReadExactlyAsync(length);
            for (int i = 0; i < payload.Length; i++)
            {
                payload[i] ^= mask[i % MaskLength];
            }

            return new(head[0], payload);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Reads one frame that has to be a whole text message.</summary>
    public async Task<string> ReadTextAsync()
    {
        RawWebSocketFrame? frame = await ReadAsync();
        return frame is { First: RawWebSocketFrame.FinalText }
            ? frame.Text
            : throw new InvalidDataException($"The next frame is no text message: {(frame is null ? "the client has ended" : $"{frame.First:x2} {frame.Text}")}");
    }

    /// <summary>Returns once the client has ended the connection.</summary>
    public Task ReadToEndAsync() => connection.ReadToEndAsync();

    /// <summary>Ends the connection without a close frame.</summary>
    public void Close() => connection.Close();

    /// <summary>Resets the connection.</summary>
    public void Reset() => connection.Reset();
}
