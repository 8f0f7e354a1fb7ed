using System.Buffers;
using System.Net.WebSockets;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A connection over WebSocket.</summary>
internal sealed class WebSocketClientTransport(ClientSettings settings, HttpMessageInvoker http) : ClientTransport
{
    private const int InitialBufferSize = 4 * 1024;

    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = [];

    public override SocketTransport Kind => SocketTransport.WebSocket;

    public override async Task OpenAsync(string? sid, CancellationToken cancellationToken)
    {
        ClientWebSocketOptions options = _socket.Options;
        options.KeepAliveInterval = TimeSpan.Zero; // the engine has its own heartbeat
        options.DangerousDeflateOptions = settings.PerMessageDeflate;
        options.CollectHttpResponseDetails = true;
        foreach ((string name, string value) in settings.Headers)
        {
            options.SetRequestHeader(name, value);
        }

        try
        {
            await _socket.ConnectAsync(settings.Address.RequestUri(Kind, sid), http, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (TransportException.Covers(error, cancellationToken))
        {
            throw new TransportException(DescribeRefusal(error), error);
        }
    }

    public override async ValueTask<EngineIoPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            // until there is something to read, no buffer is held
            ReleaseBuffer();
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
            int length = 0;
            while (!part.EndOfMessage)
            {
                EnsureSpace(length);
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += part.Count;
                ReceiveLimit.Require(length, settings.MaxMessageSize);
            }

            return ToPacket(part.MessageType, _buffer.AsMemory(0, length));
        }
        catch (Exception error) when (TransportException.Covers(error, cancellationToken))
        {
            throw BrokenOff(error);
        }
    }

    public override int CountFitting(IReadOnlyList<OutgoingPacket> packets) => packets.Count;

    public override async Task SendAsync(IReadOnlyList<OutgoingPacket> packets, CancellationToken cancellationToken)
    {
        try
        {
            foreach (OutgoingPacket packet in packets)
            {
                WebSocketMessageFlags flags = packet.IsCompressed && packet.Data.Length >= settings.CompressionThreshold
                    ? WebSocketMessageFlags.EndOfMessage
                    : WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression;
                WebSocketMessageType type = packet.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
                await _socket.SendAsync(packet.Data, type, flags, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (TransportException.Covers(error, cancellationToken))
        {
            throw BrokenOff(error);
        }
    }

    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (TransportException.Covers(error, cancellationToken))
        {
            throw BrokenOff(error);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        ReleaseBuffer();
        return ValueTask.CompletedTask;
    }

    private EngineIoPacket ToPacket(WebSocketMessageType type, ReadOnlyMemory<byte> message) => type switch
    {
        WebSocketMessageType.Binary => new(EngineIoPacketType.Message, message, IsBinary: true),
        WebSocketMessageType.Text when EngineIoPacket.TryParse(message, out EngineIoPacket packet) => packet,
        WebSocketMessageType.Text => throw new TransportException("The server sent a message that is no packet of Engine.IO."),
        _ => throw new TransportException($"The server closed the WebSocket connection ({(int?)_socket.CloseStatus}).") { IsClosed = true },
    };

    private static TransportException BrokenOff(Exception error) => new("The WebSocket connection broke off.", error)
    {
        IsClosed = error is WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely },
    };

    private string DescribeRefusal(Exception error) => (int)_socket.HttpStatusCode is var status and not 0
        ? $"The server answered the WebSocket handshake with {status}."
        : $"The WebSocket connection failed: {error.GetBaseException().Message}";

    private void EnsureSpace(int used)
    {
        if (used < _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(used * 2L, InitialBufferSize, Array.MaxLength));
        _buffer.AsSpan(0, used).CopyTo(larger);
        ReleaseBuffer();
        _buffer = larger;
    }

    private void ReleaseBuffer()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
