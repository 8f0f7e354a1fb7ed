using System.Net;
using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>RFC 7692: compressed messages on the wire.</summary>
public sealed class PerMessageDeflateTests
{
    private const byte CompressedText = 0xC1;
    private const byte CompressedBinary = 0xC2;
    private const int ProtocolError = 1002;
    private const int InvalidPayload = 1007;
    private const int TooBig = 1009;

    private static readonly (string, string) _offer = ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
    private static readonly EioConfig _config = new() { PerMessageDeflate = new() };
    private static readonly string _long = "4" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"item {i} "));

    [Fact]
    public async Task Offer_WhereTheServerCompresses_IsAccepted()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        Assert.Equal("permessage-deflate; server_no_context_takeover; client_no_context_takeover", socket.Response.Header("Sec-WebSocket-Extensions"));
    }

    [Fact]
    public async Task Offer_WhereTheServerDoesNotCompress_IsNotAnswered()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await OpenAsync(app);

        Assert.Null(socket.Response.Header("Sec-WebSocket-Extensions"));
        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress("4a"u8));
        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
    }

    [Fact]
    public async Task Client_ThatOffersNothing_GetsAndMaySendPlainMessagesAlone()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await app.OpenWebSocketAsync();

        Assert.Null(socket.Response.Header("Sec-WebSocket-Extensions"));
        await socket.SendAsync(_long);
        Assert.Equal(_long, await socket.ReadTextAsync());
        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress("4a"u8));
        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
    }

    [Fact]
    public async Task Messages_FromTheThresholdOn_AreCompressed()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);
        string below = "4" + new string('x', 1022), at = below + "x";

        foreach (var text in (string[])[below, at, _long])
        {
            await socket.SendAsync(text);
        }

        Assert.Equal(below, await socket.ReadTextAsync());
        Assert.Equal(at, await ReadCompressedAsync(socket));
        Assert.Equal(_long, await ReadCompressedAsync(socket));
    }

    [Fact]
    public async Task Messages_OfTheClient_AreReadCompressedOrNot()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress("4short"u8));
        await socket.SendAsync("4plain");
        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress(Encoding.UTF8.GetBytes(_long)));
        await socket.SendFrameAsync(CompressedBinary, RawDeflate.Compress(new byte[500_000]));

        Assert.Equal("4short", await socket.ReadTextAsync());
        Assert.Equal("4plain", await socket.ReadTextAsync());
        Assert.Equal(_long, await ReadCompressedAsync(socket));
        var binary = await socket.ReadAsync();
        Assert.Equal(CompressedBinary, binary!.First);
        Assert.Equal(new byte[500_000], RawDeflate.Decompress(binary.Payload));
    }

    // RFC 7692 §6.1: the first frame alone has the bit, and what lies between has none
    [Fact]
    public async Task Message_InFragmentsAmongPings_IsOneMessage()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);
        var compressed = RawDeflate.Compress(Encoding.UTF8.GetBytes(_long));

        await socket.SendFrameAsync(0x41, compressed.AsSpan(0, 1));
        await socket.SendFrameAsync(RawWebSocketFrame.Ping, "p"u8);
        await socket.SendFrameAsync(0x00, []);
        await socket.SendFrameAsync(0x80, compressed.AsSpan(1));

        var pong = await socket.ReadAsync();
        Assert.Equal((RawWebSocketFrame.Pong, "p"), (pong!.First, pong.Text));
        Assert.Equal(_long, await ReadCompressedAsync(socket));
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    [InlineData(30_000_000, false)]
    public async Task Message_InflatedAroundTheLimit_GetsThroughOrACloseFrame(int size, bool isTaken)
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        await socket.SendFrameAsync(CompressedBinary, RawDeflate.Compress(new byte[size]));
        var frame = await socket.ReadAsync();

        if (isTaken)
        {
            Assert.Equal(new byte[size], RawDeflate.Decompress(frame!.Payload));
            return;
        }

        Assert.Equal(TooBig, frame!.CloseStatus);
        Assert.Equal("transport error", await app.ReasonAsync());
        Assert.Empty(app.Handler.Messages);
        await socket.DisposeAsync();
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Message_ThatCannotBeInflated_GetsOneCloseFrameAndTheEnd()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        await socket.SendFrameAsync(CompressedText, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);

        Assert.Equal([InvalidPayload], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Equal("transport error", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData("A1", ProtocolError)] // RSV2
    [InlineData("91", ProtocolError)] // RSV3
    [InlineData("C0", ProtocolError)] // a continuation of nothing
    public async Task Frame_ThatBreaksARule_GetsOneCloseFrameAndTheEnd(string first, int status)
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        await socket.SendFrameAsync(Convert.FromHexString(first)[0], RawDeflate.Compress("4a"u8));

        Assert.Equal([status], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Empty(app.Handler.Messages);
    }

    [Fact]
    public async Task Text_OfInvalidUtf8InItsCompressedForm_GetsOneCloseFrameAndTheEnd()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress([0x34, 0xFF]));

        Assert.Equal([InvalidPayload], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
    }

    [Fact]
    public async Task Messages_ThatAskForNoCompression_GoAsTheyAre()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app);

        app.Handler.Session.Send(EngineApp.Text(_long[1..]), SendFlags.Uncompressed);
        app.Handler.Session.Send(EngineApp.Text(_long[1..]));

        Assert.Equal(_long, await socket.ReadTextAsync());
        Assert.Equal(_long, await ReadCompressedAsync(socket));
    }

    [Fact]
    public async Task Messages_ThatWaitedForTheUpgrade_GoAsTheyWereSent()
    {
        await using var app = await EngineApp.StartAsync(_config);
        var sid = await app.OpenPollingAsync();
        await using var socket = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf(sid), _offer);
        app.Handler.Session.Send(EngineApp.Text(_long[1..]));
        app.Handler.Session.Send(EngineApp.Text(_long[1..]), SendFlags.Uncompressed);

        await socket.SendFrameAsync(CompressedText, RawDeflate.Compress("5"u8));

        Assert.Equal(_long, await ReadCompressedAsync(socket));
        Assert.Equal(_long, await socket.ReadTextAsync());
        await socket.SendAsync(_long);
        Assert.Equal(_long, await ReadCompressedAsync(socket));
    }

    // a client that cannot take raw bytes gets them as Base64, which is not worth compressing
    [Fact]
    public async Task Binary_ForAClientThatAskedForText_IsPlainBase64()
    {
        await using var app = await EngineApp.StartAsync(_config);
        await using var socket = await OpenAsync(app, "&b64=1");

        app.Handler.Session.Send(OutgoingMessage.Binary(new byte[3000]));

        Assert.Equal("b" + Convert.ToBase64String(new byte[3000]), await socket.ReadTextAsync());
    }

    [Fact]
    public async Task WebSocket_OverHttp2_CarriesCompressedMessages()
    {
        await using var app = await EngineApp.StartAsync(_config, protocol: HttpProtocolKind.Http2Tls);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.DangerousDeflateOptions = new();
        var url = new UriBuilder(new Uri(app.Server.BaseAddress, EngineApp.WebSocketOf())) { Scheme = "wss" };
        await socket.ConnectAsync(url.Uri, app.Server.Client, TestContext.Current.CancellationToken);

        await ReceiveAsync(socket);
        await socket.SendAsync(Encoding.UTF8.GetBytes(_long), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        Assert.Equal(_long, await ReceiveAsync(socket));
        Assert.StartsWith("permessage-deflate", socket.HttpResponseHeaders!["Sec-WebSocket-Extensions"].Single(), StringComparison.Ordinal);
    }

    private static async Task<RawWebSocket> OpenAsync(EngineApp app, string query = "")
    {
        var socket = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf() + query, _offer);
        EngineApp.SidOf(await socket.ReadTextAsync());
        return socket;
    }

    private static async Task<string> ReadCompressedAsync(RawWebSocket socket)
    {
        var frame = await socket.ReadAsync();
        Assert.Equal(CompressedText, frame!.First);
        return Encoding.UTF8.GetString(RawDeflate.Decompress(frame.Payload));
    }

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[1000];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }
}
