using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>A light SignalR client: sends ready frames, cuts what it receives into messages, answers pings, and hands over every call as its JSON.</summary>
internal sealed class SignalRClient : ILoadConnection
{
    private const int BufferSize = 4096;
    private const string Upgrade = "GET /hub HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(60);
    private static readonly byte[] _handshake = Frame("""{"protocol":"json","version":1}""");
    private static readonly byte[] _ping = Frame("""{"type":6}""");

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly LoadPacketHandler _onPacket;
    private readonly TaskCompletionSource _isIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = new byte[BufferSize];

    private SignalRClient(LoadPacketHandler onPacket) => _onPacket = onPacket;

    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <exception cref="InvalidDataException">The server refused the connection.</exception>
    /// <exception cref="TimeoutException">The client was not in after a minute.</exception>
    public static async Task<SignalRClient> ConnectAsync(EndPoint server, LoadPacketHandler onPacket)
    {
        var client = new SignalRClient(onPacket);
        try
        {
            await client.OpenAsync(server).WaitAsync(_bound);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> events)
    {
        // the socket queues what is sent at the same time, and sends each whole
        for (int sent = 0; sent < events.Length;)
        {
            sent += await _socket.SendAsync(events[sent..]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await Ended;
    }

    private static byte[] Frame(string message) =>
        RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, [.. Encoding.UTF8.GetBytes(message), SignalRDialect.Separator]);

    private async Task OpenAsync(EndPoint server)
    {
        await _socket.ConnectAsync(server);
        await SendAsync(Encoding.ASCII.GetBytes(Upgrade));

        // the server says nothing more until it has the handshake
        int length = 0;
        while (_buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length = read > 0 ? length + read : throw new InvalidDataException("The connection ended before the client was in.");
        }

        if (!_buffer.AsSpan(0, length).StartsWith("HTTP/1.1 101 "u8))
        {
            throw new InvalidDataException($"The handshake was refused: {Encoding.UTF8.GetString(_buffer, 0, length)}");
        }

        await SendAsync(_handshake);
        Ended = ReadAsync();
        await _isIn.Task;
    }

    private async Task ReadAsync()
    {
        // one message of the server's may hold several of SignalR's, or a part of one
        using var webSocket = WebSocket.CreateFromStream(new NetworkStream(_socket), new WebSocketCreationOptions { KeepAliveInterval = TimeSpan.Zero });
        int length = 0;
        string end = "The connection ended before the client was in.";
        try
        {
            while (await webSocket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                length += received.Count;
                length = await TakeAsync(length);
                if (length == _buffer.Length)
                {
                    Array.Resize(ref _buffer, 2 * length);
                }
            }
        }
        catch (InvalidDataException error)
        {
            end = error.Message;
        }
        catch (Exception error) when (error is WebSocketException or IOException or SocketException or ObjectDisposedException)
        {
            // ended, by whichever side
        }

        _isIn.TrySetException(new InvalidDataException(end));
    }

    // how many bytes are left of a message that has not come to its end
    private async ValueTask<int> TakeAsync(int length)
    {
        int start = 0;
        while (_buffer.AsSpan(start, length - start).IndexOf(SignalRDialect.Separator) is >= 0 and var count)
        {
            if (Take(_buffer.AsSpan(start, count)))
            {
                await SendAsync(_ping);
            }

            start += count + 1;
        }

        _buffer.AsSpan(start, length - start).CopyTo(_buffer);
        return length - start;
    }

    // whether it is to be answered with a ping
    private bool Take(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("""{"type":1,"""u8))
        {
            _onPacket(message);
        }
        else if (message.SequenceEqual("{}"u8))
        {
            _isIn.TrySetResult();
        }
        else if (message.StartsWith("""{"type":7"""u8) || message.StartsWith("""{"error":"""u8))
        {
            throw new InvalidDataException($"The server closes: {Encoding.UTF8.GetString(message)}");
        }

        return message.StartsWith("""{"type":6"""u8);
    }
}
