using System.Net.WebSockets;
using System.Text;

namespace Rpress.SampleTests.Programs;

/// <summary>A client of Socket.IO over WebSocket, in the packets' own text.</summary>
internal sealed class WebSocketText : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    private WebSocketText()
    {
    }

    /// <summary>Connects to a server, and joins a namespace or asks to.</summary>
    /// <param name="server">Where it is.</param>
    /// <param name="connect">The packet that asks.</param>
    /// <param name="headers">Further fields of the handshake.</param>
    public static async Task<WebSocketText> OpenAsync(Uri server, string connect = "40", params (string Name, string Value)[] headers)
    {
        var opened = new WebSocketText();
        foreach ((string name, string value) in headers)
        {
            opened._socket.Options.SetRequestHeader(name, value);
        }

        await opened._socket.ConnectAsync(
            new Uri($"ws://{server.Authority}/socket.io/?EIO=4&transport=websocket"), TestContext.Current.CancellationToken);
        await opened.ReceiveAsync("0{");
        await opened.SendAsync(connect);
        return opened;
    }

    public async Task SendAsync(string packet, params byte[][] attachments)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        foreach (byte[] attachment in attachments)
        {
            await _socket.SendAsync(attachment, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The next packet; a binary one in hexadecimal.</summary>
    public async Task<string> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.AsMemory(length), TestContext.Current.CancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(_buffer, 0, length) : Convert.ToHexStringLower(_buffer, 0, length);
            }
        }
    }

    /// <summary>The first packet that begins so; those before it are left out.</summary>
    public async Task<string> ReceiveAsync(string start)
    {
        string packet;
        do
        {
            packet = await ReceiveAsync();
        }
        while (!packet.StartsWith(start, StringComparison.Ordinal));

        return packet;
    }

    /// <summary>Leaves as a closed page does.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
