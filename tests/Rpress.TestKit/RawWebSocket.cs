using System.Buffers.Binary;
using System.Text;

namespace Rpress.TestKit;

/// <summary>A WebSocket on which a test writes and reads frame by frame, legal or not. It answers nothing by itself.</summary>
public sealed class RawWebSocket : IAsyncDisposable
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private RawWebSocket(RawHttpConnection connection, RawHttpResponse response)
    {
        Connection = connection;
        Response = response;
    }

    /// <summary>The connection below.</summary>
    public RawHttpConnection Connection { get; }

    /// <summary>The answer to the handshake.</summary>
    public RawHttpResponse Response { get; }

    /// <summary>The bytes of an opening handshake, with further header fields.</summary>
    public static string Handshake(string target, params (string Name, string Value)[] headers) =>
        $"GET {target} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n"
        + string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";

    /// <summary>Opens a WebSocket.</summary>
    /// <exception cref="InvalidDataException">The server refused it.</exception>
    public static async Task<RawWebSocket> OpenAsync(TestServer server, string target, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(server);
        var connection = await server.ConnectAsync();
        await connection.SendAsync(Handshake(target, headers));
        return await AcceptAsync(connection);
    }

    /// <summary>Reads the answer to a handshake that was sent on a connection.</summary>
    /// <exception cref="InvalidDataException">The server refused it.</exception>
    public static async Task<RawWebSocket> AcceptAsync(RawHttpConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var response = await connection.ReadResponseAsync();
        return response.Status == 101 ? new(connection, response)
            : throw new InvalidDataException($"The handshake was refused: {response.Status} {response.Text}");
    }

    /// <summary>The refusal of a handshake.</summary>
    public static async Task<RawHttpResponse> RefusedAsync(TestServer server, string target, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(server);
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync(Handshake(target, headers));
        return await connection.ReadResponseAsync();
    }

    /// <summary>Sends a text message in one frame.</summary>
    public Task SendAsync(string text) => SendFrameAsync(RawWebSocketFrame.FinalText, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a frame.</summary>
    public Task SendFrameAsync(byte first, ReadOnlySpan<byte> payload) => Connection.SendAsync(RawWebSocketFrame.Encode(first, payload));

    /// <summary>Sends a close frame with a status.</summary>
    public Task SendCloseAsync(ushort status = 1000) => SendFrameAsync(RawWebSocketFrame.Close, [(byte)(status >> 8), (byte)status]);

    /// <summary>Reads one frame; null once the server has closed or reset the connection.</summary>
    public async Task<RawWebSocketFrame?> ReadAsync()
    {
        try
        {
            var head = await Connection.ReadExactlyAsync(2);
            var length = (head[1] & 0x7F) switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await Connection.ReadExactlyAsync(2)),
                127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await Connection.ReadExactlyAsync(8)),
                var small => small,
            };
            return new(head[0], await Connection.ReadExactlyAsync(length));
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Reads one frame that has to be a whole text message.</summary>
    public async Task<string> ReadTextAsync() => await ReadAsync() is { First: RawWebSocketFrame.FinalText } frame ? frame.Text
        : throw new InvalidDataException("The next frame is not a text message.");

    /// <summary>Reads all frames until the server has closed or reset the connection.</summary>
    public async Task<IReadOnlyList<RawWebSocketFrame>> ReadToEndAsync()
    {
        var frames = new List<RawWebSocketFrame>();
        while (await ReadAsync() is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
