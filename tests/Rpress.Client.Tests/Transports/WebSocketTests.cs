using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Rpress.TestKit;

namespace Rpress.Client.Tests.Transports;

public sealed class WebSocketTests
{
    private const byte Text = 0x01;
    private const byte Continuation = 0x00;
    private const byte FinalContinuation = 0x80;

    [Fact]
    public async Task Emit_OfBinary_IsATextFrameAndItsAttachmentsWithNothingBetween()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await test.Client.EmitAsync("file", (byte[])[1, 2], (byte[])[3]);
        await test.Client.EmitAsync("after");

        Assert.Equal("""452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""", await socket.ReadTextAsync());
        AssertBinary([1, 2], await socket.ReadAsync());
        AssertBinary([3], await socket.ReadAsync());
        Assert.Equal("""42["after"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Emit_OfBinaryFromManyThreads_KeepsEachEventTogether()
    {
        const int Count = 50;
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        var emitting = Task.WhenAll(Enumerable.Range(0, Count).Select(i => Task.Run(() => test.Client.EmitAsync("file", i, (byte[])[(byte)i], (byte[])[(byte)i, 1]))));
        var seen = new HashSet<int>();
        for (int i = 0; i < Count; i++)
        {
            string text = await socket.ReadTextAsync();
            byte number = byte.Parse(text.Split(',')[1], CultureInfo.InvariantCulture);
            AssertBinary([number], await socket.ReadAsync());
            AssertBinary([number, 1], await socket.ReadAsync());
            seen.Add(number);
        }

        await emitting.BoundedAsync();
        Assert.Equal(Count, seen.Count);
    }

    [Fact]
    public async Task Event_WithBinary_IsHandledOnceItsAttachmentsAreThere()
    {
        await using var test = new TestClient();
        test.Client.On("file", (byte[] file) => test.Happened.Add(Convert.ToHexString(file)));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""451-["file",{"_placeholder":true,"num":0}]""");
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        Assert.Equal(0, test.Happened.Unread);
        await socket.SendAsync([1, 2, 3]);

        Assert.Equal("010203", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Attachment_AsBase64InText_IsTaken()
    {
        await using var test = new TestClient();
        test.Client.On("file", (byte[] file) => test.Happened.Add(Convert.ToHexString(file)));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""451-["file",{"_placeholder":true,"num":0}]""");
        await socket.SendAsync("bAQID");

        Assert.Equal("010203", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Message_InFragmentsWithAPingBetween_IsTakenWhole()
    {
        await using var test = new TestClient();
        test.Client.On("x", (string text) => test.Happened.Add(text));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendFrameAsync(Text, "42[\"x\",\"a"u8.ToArray());
        await socket.SendFrameAsync(RawWebSocketFrame.Ping, "p"u8.ToArray());
        await socket.SendFrameAsync(Continuation, []);
        await socket.SendFrameAsync(Continuation, "b"u8.ToArray());
        await socket.SendFrameAsync(FinalContinuation, "c\"]"u8.ToArray());

        Assert.Equal("abc", await test.Happened.NextAsync());
        RawWebSocketFrame? pong = await socket.ReadAsync();
        Assert.Equal((RawWebSocketFrame.Pong, "p"), (pong!.First, pong.Text));
    }

    [Theory]
    [InlineData(199, true, false)]
    [InlineData(200, true, false)]
    [InlineData(201, false, false)]
    [InlineData(200, true, true)]
    [InlineData(201, false, true)]
    public async Task Message_ByMaxMessageSize_IsTakenOrBreaksOff(int length, bool isTaken, bool isFragmented)
    {
        await using var test = new TestClient(options => options.MaxMessageSize = 200);
        test.Client.On("x", (string text) => test.Happened.Add(text.Length.ToString(CultureInfo.InvariantCulture)));
        ScriptedWebSocket socket = await test.ConnectAsync();
        byte[] packet = Encoding.UTF8.GetBytes($"42[\"x\",\"{new string('x', length - 10)}\"]");

        int cut = isFragmented ? 150 : 0;
        if (isFragmented)
        {
            await socket.SendFrameAsync(Text, packet[..cut]);
        }

        await socket.SendFrameAsync(isFragmented ? FinalContinuation : RawWebSocketFrame.FinalText, packet[cut..]);

        Assert.Equal(isTaken ? $"{length - 10}" : "disconnect: transport error", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Message_OfManyBuffers_IsTakenWhole()
    {
        await using var test = new TestClient();
        test.Client.On("x", (string text) => test.Happened.Add(text.Length.ToString(CultureInfo.InvariantCulture)));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync($"42[\"x\",\"{new string('é', 150_000)}\"]");

        Assert.Equal("150000", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1009)]
    public async Task Close_OfTheServer_IsATransportCloseAndReconnects(ushort status)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendCloseAsync(status);

        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task ClosePacket_OfTheServer_IsATransportClose()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("1");

        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Connection_EndedWithoutAClose_IsATransportClose()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        socket.Close();

        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Connection_Reset_BreaksOffAndReconnects()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        socket.Reset();

        Assert.Contains(await test.Happened.NextAsync(), (string[])["disconnect: transport error", "disconnect: transport close"]);
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x")]
    [InlineData("b*")]
    public async Task Message_ThatIsNoPacket_BreaksOffAndReconnects(string message)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync(message);

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(0x83)]
    [InlineData(0xc1)]
    [InlineData(0x80)]
    public async Task Frame_AgainstTheRules_BreaksOff(byte first)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendFrameAsync(first, "2"u8.ToArray());

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData("4")]
    [InlineData("49")]
    [InlineData("4x")]
    [InlineData("""42{"a":1}""")]
    [InlineData("42[\"a\"")]
    [InlineData("""42[{"a":1}]""")]
    [InlineData("""42["connect"]""")]
    [InlineData("41{}")]
    [InlineData("""45-["a"]""")]
    [InlineData("bAQID")]
    public async Task Packet_ThatCannotBeDecoded_IsAParseErrorAndReconnects(string message)
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync(message);

        Assert.Equal("disconnect: parse error", await test.Happened.NextAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await test.AcceptAsync();
        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect"], await test.Happened.NextAsync(3));
    }

    [Fact]
    public async Task Packet_WhileAttachmentsAreDue_IsAParseErrorAndForgottenOnTheNextConnection()
    {
        await using var test = new TestClient();
        test.Client.On("x", () => test.Happened.Add("x"));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""451-["file",{"_placeholder":true,"num":0}]""");
        await socket.SendAsync("""42["x"]""");
        Assert.Equal("disconnect: parse error", await test.Happened.NextAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));
        await (await test.AcceptAsync()).SendAsync("""42["x"]""");

        Assert.Equal(["reconnect_attempt 1", "reconnect 1", "connect", "x"], await test.Happened.NextAsync(4));
    }

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(9, 10, false)]
    public async Task Attachments_ByTheirLimit_AreTakenOrBreakOff(int limit, int count, bool isTaken)
    {
        await using var test = new TestClient(options => options.MaxAttachments = limit);
        ScriptedWebSocket socket = await test.ConnectAsync();
        test.Client.OnAny((name, _) => test.Happened.Add(name));
        string placeholders = string.Concat(Enumerable.Range(0, count).Select(i => $$""",{"_placeholder":true,"num":{{i}}}"""));

        await socket.SendAsync($"45{count}-[\"x\"{placeholders}]");
        for (int i = 0; i < count && isTaken; i++)
        {
            await socket.SendAsync([1]);
        }

        Assert.Equal(isTaken ? "x" : "disconnect: parse error", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Json_ByItsDepth_IsTakenOrBreaksOff(int depth, bool isTaken)
    {
        await using var test = new TestClient(options => options.MaxJsonDepth = 4);
        ScriptedWebSocket socket = await test.ConnectAsync();
        test.Client.OnAny((name, _) => test.Happened.Add(name));

        await socket.SendAsync($"42[\"x\",{new string('[', depth - 1)}{new string(']', depth - 1)}]");

        Assert.Equal(isTaken ? "x" : "disconnect: parse error", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handshake_WithoutAnAnswer_EndsAtTheConnectTimeout(bool isAccepted)
    {
        await using var test = new TestClient();
        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();
        ScriptedWebSocket? socket = isAccepted ? await handshake.AcceptWebSocketAsync() : null;

        await test.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("connect_error: The connection was not established within 20 s.", await test.Happened.NextAsync());
        await (socket?.ReadToEndAsync() ?? handshake.ReadToEndAsync());
    }

    [Fact]
    public async Task Handshake_Refused_TellsTheStatus()
    {
        await using var test = new TestClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);

        await (await test.Server.ReadHandshakeAsync()).AnswerAsync(400, "Transport unknown");

        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Equal("The server answered the WebSocket handshake with 400.", error.Message);
    }

    [Theory]
    [InlineData(SocketTransport.WebSocket, SocketTransport.Polling)]
    [InlineData(SocketTransport.Polling, SocketTransport.WebSocket)]
    public async Task TryAllTransports_WhereTheFirstFails_GoesOnWithTheNext(SocketTransport first, SocketTransport second)
    {
        await using var test = new TestClient(options => (options.Transports, options.TryAllTransports) = ((SocketTransport[])[first, second], true));
        test.Client.Connect();

        await (await ReadAsync(test, first)).AnswerAsync(500, "");
        ScriptedRequest next = await ReadAsync(test, second);

        Assert.Equal($"/socket.io/?EIO=4&transport={(second == SocketTransport.Polling ? "polling" : "websocket")}", next.Target);
        Assert.Equal(0, test.Happened.Unread);
    }

    [Fact]
    public async Task Deflate_Agreed_CompressesFromTheThresholdOnUnlessToldNotTo()
    {
        await using var test = new TestClient(options => (options.PerMessageDeflate, options.CompressionThreshold) = (new WebSocketDeflateOptions(), 20));
        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();
        ScriptedWebSocket socket = await handshake.AcceptWebSocketAsync(("Sec-WebSocket-Extensions", "permessage-deflate"));
        await socket.SendAsync(TestClient.Open());
        Assert.Equal("40", await socket.ReadTextAsync());
        await socket.SendAsync(TestClient.Joined);
        Assert.Equal("connect", await test.Happened.NextAsync());

        await test.Client.EmitAsync("x", new string('a', 9)); // 42["x","aaaaaaaaa"] has 19 bytes
        await test.Client.EmitAsync("x", new string('a', 10));
        await test.Client.Compress(false).EmitAsync("x", new string('a', 10));

        Assert.StartsWith("permessage-deflate", handshake.Header("Sec-WebSocket-Extensions"), StringComparison.Ordinal);
        byte[] firsts = [(await socket.ReadAsync())!.First, (await socket.ReadAsync())!.First, (await socket.ReadAsync())!.First];
        Assert.Equal([0x81, 0xc1, 0x81], firsts);
    }

    private static Task<ScriptedRequest> ReadAsync(TestClient test, SocketTransport transport) =>
        transport == SocketTransport.Polling ? test.Server.ReadGetAsync() : test.Server.ReadHandshakeAsync();

    private static void AssertBinary(byte[] expected, RawWebSocketFrame? frame)
    {
        Assert.Equal(RawWebSocketFrame.FinalBinary, frame!.First);
        Assert.Equal(expected, frame.Payload);
    }
}
