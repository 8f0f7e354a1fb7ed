using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Http2;

/// <summary>A WebSocket by .NET's ClientWebSocket, in the server's version of HTTP and on the connection of its HTTP client.</summary>
internal sealed class WebSocketClient : IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    private WebSocketClient()
    {
    }

    /// <summary>What the server's close frame said, once it came.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens a WebSocket.</summary>
    /// <param name="server">The server.</param>
    /// <param name="sid">The session that it is to take over, if any.</param>
    public static async Task<WebSocketClient> OpenAsync(TestServer server, string? sid = null)
    {
        var client = new WebSocketClient();
        client._socket.Options.HttpVersion = server.Client.DefaultRequestVersion;
        client._socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var address = new Uri($"wss://{server.EndPoint}/socket.io/?EIO=4&transport=websocket{(sid is null ? "" : "&sid=" + sid)}");
        await client._socket.ConnectAsync(address, server.Client, TestContext.Current.CancellationToken).WaitAsync(_bound);
        return client;
    }

    /// <summary>Opens a WebSocket and joins the main namespace.</summary>
    public static async Task<WebSocketClient> ConnectAsync(TestServer server)
    {
        var client = await OpenAsync(server);
        Assert.StartsWith("0{", await client.ReceiveAsync(), StringComparison.Ordinal);
        await client.SendAsync("40");
        Assert.StartsWith("40{", await client.ReceiveAsync(), StringComparison.Ordinal);
        return client;
    }

    public async Task SendAsync(string packet) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public async Task SendAsync(byte[] attachment) =>
        await _socket.SendAsync(attachment, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    /// <summary>The next message: text as it is, binary as hexadecimal digits, the end as "close".</summary>
    public async Task<string> ReceiveAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_bound);
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return part.MessageType switch
        {
            WebSocketMessageType.Text => Encoding.UTF8.GetString(message.ToArray()),
            WebSocketMessageType.Binary => Convert.ToHexStringLower(message.ToArray()),
            _ => "close",
        };
    }

    /// <summary>Closes the WebSocket and waits until the server has closed it too.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken).WaitAsync(_bound);

    public void Dispose() => _socket.Dispose();
}
