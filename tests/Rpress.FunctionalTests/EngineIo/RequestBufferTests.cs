using System.Net;
using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Messages that are far larger than the connection's buffer, and frames that come with something else.</summary>
public sealed class RequestBufferTests
{
    private const int Kibibyte = 1024;
    private const int Large = 1_000_000;

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Message_LargerThanTheBuffer_ArrivesWhole(HttpProtocolKind protocol)
    {
        await using var app = await StartAsync(protocol);
        using var socket = await ConnectAsync(app, protocol, compressed: false);
        var text = "4" + new string('a', Large - 2) + "z";

        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

            Assert.Equal(text, Encoding.ASCII.GetString(await ReceiveAsync(socket)));
        }
    }

    // random bytes become more when they are compressed
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task CompressedMessage_OfAllThatIsAllowed_ArrivesWhole(HttpProtocolKind protocol)
    {
        await using var app = await StartAsync(protocol);
        using var socket = await ConnectAsync(app, protocol, compressed: true);
        var bytes = new byte[Large];
        new Random(1).NextBytes(bytes);

        await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, await ReceiveAsync(socket));
    }

    [Fact]
    public async Task Frames_InThePacketOfTheHandshake_AreRead()
    {
        await using var app = await StartAsync(HttpProtocolKind.Http1);
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync((byte[])[
            .. Encoding.ASCII.GetBytes(RawWebSocket.Handshake(EngineApp.WebSocketOf())),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, "4early"u8),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.Close, [3, 0xE8])]);
        await using var socket = await RawWebSocket.AcceptAsync(connection);
        var frames = await socket.ReadToEndAsync();

        Assert.Equal(["4early"], frames.Skip(1).Where(frame => frame.First == RawWebSocketFrame.FinalText).Select(frame => frame.Text));
        Assert.Equal(1000, frames[^1].CloseStatus);
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Client_ThatSendsNoMoreWithinAFrame_IsGone()
    {
        await using var app = await StartAsync(HttpProtocolKind.Http1);
        await using var socket = await app.OpenWebSocketAsync();
        await socket.Connection.SendAsync(RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, new byte[5000]).AsMemory(0, 3000));

        socket.Connection.ShutdownSend();

        Assert.Equal("transport close", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stop_WithinAMessage_EndsTheSession(HttpProtocolKind protocol)
    {
        await using var app = await StartAsync(protocol);
        using var socket = await ConnectAsync(app, protocol, compressed: false);
        await socket.SendAsync(new byte[5000], WebSocketMessageType.Binary, false, TestContext.Current.CancellationToken);

        await app.Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        await app.EmptyAsync();
        Assert.Single(app.Reasons);
    }

    private static Task<EngineApp> StartAsync(HttpProtocolKind protocol) => EngineApp.StartAsync(
        new() { PerMessageDeflate = new() }, new() { RequestBufferSize = Kibibyte, ShutdownTimeout = TimeSpan.FromSeconds(2) }, protocol);

    private static async Task<ClientWebSocket> ConnectAsync(EngineApp app, HttpProtocolKind protocol, bool compressed)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = protocol == HttpProtocolKind.Http2Tls ? HttpVersion.Version20 : HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.DangerousDeflateOptions = compressed ? new() { ClientContextTakeover = false, ServerContextTakeover = false } : null;
        var url = new UriBuilder(new Uri(app.Server.BaseAddress, EngineApp.WebSocketOf())) { Scheme = protocol == HttpProtocolKind.Http1 ? "ws" : "wss" };
        await socket.ConnectAsync(url.Uri, app.Server.Client, TestContext.Current.CancellationToken);
        EngineApp.SidOf(Encoding.UTF8.GetString(await ReceiveAsync(socket)));
        return socket;
    }

    private static async Task<byte[]> ReceiveAsync(WebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * Kibibyte];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
