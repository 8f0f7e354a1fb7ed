using System.Net.WebSockets;
using System.Text;

namespace Rpress.TestKit;

/// <summary>A <see cref="SocketIoWire"/> over WebSocket.</summary>
internal sealed class SocketIoWebSocketWire : SocketIoWire
{
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Task _reading = Task.CompletedTask;

    private SocketIoWebSocketWire(SocketIoWireOptions options, ClientWebSocket socket)
        : base(options) => _socket = socket;

    public static async Task<SocketIoWire> OpenAsync(int port, SocketIoWireOptions options)
    {
        var socket = new ClientWebSocket();
        foreach ((string name, string value) in options.Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        var target = new Uri($"ws://127.0.0.1:{port}{options.Path}?EIO=4&transport=websocket{options.Query}");
        await Deadline.RunAsync(token => socket.ConnectAsync(target, token), "a WebSocket", TimeSpan.FromSeconds(30));
        var wire = new SocketIoWebSocketWire(options, socket);
        if (options.IsReading)
        {
            wire._reading = wire.ReadAllAsync();
        }

        return wire;
    }

    public override Task SendAsync(string packet) => SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text);

    public override Task SendBinaryAsync(params byte[] data) => SendAsync(data, WebSocketMessageType.Binary);

    public override async Task LeaveAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await _reading;
    }

    private protected override async ValueTask DisposeCoreAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(byte[] data, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(data, type, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAllAsync()
    {
        var buffer = new byte[1024];
        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (part.EndOfMessage)
                {
                    await TakeAsync(part.MessageType == WebSocketMessageType.Text
                        ? Encoding.UTF8.GetString(buffer, 0, length)
                        : "b" + Convert.ToBase64String(buffer, 0, length));
                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, length * 2);
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // broken off
        }
        finally
        {
            End();
        }
    }
}
