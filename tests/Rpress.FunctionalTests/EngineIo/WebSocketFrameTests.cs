using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>RFC 6455: frames as they may and may not be sent, and what is answered to them.</summary>
public sealed class WebSocketFrameTests
{
    private const int ProtocolError = 1002;
    private const int InvalidPayload = 1007;
    private const int TooBig = 1009;

    public static TheoryData<string> BrokenFrames => new()
    {
        "C1", // RSV1 without an extension
        "A1", // RSV2
        "91", // RSV3
        "83", // reserved opcode of data
        "8F", // reserved opcode of control
        "80", // a continuation of nothing
        "09", // a fragmented ping
        "08", // a fragmented close
    };

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task Frame_ThatBreaksARule_GetsOneCloseFrameAndTheEnd(string first)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.Connection.SendAsync(RawWebSocketFrame.Encode(Convert.FromHexString(first)[0], "4a"u8));

        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Equal("transport error", await app.ReasonAsync());
        Assert.Empty(app.Handler.Messages);
        await app.EmptyAsync();
    }

    // RFC 6455 §5.1
    [Fact]
    public async Task Frame_Unmasked_GetsOneCloseFrameAndTheEnd()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.Connection.SendAsync(RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, "4unmasked"u8, isMasked: false));

        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Empty(app.Handler.Messages);
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Ping_LargerThanAControlFrameMayBe_GetsOneCloseFrameAndTheEnd()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(RawWebSocketFrame.Ping, new byte[126]);

        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
    }

    [Fact]
    public async Task Text_BetweenTheFragmentsOfAnother_GetsOneCloseFrameAndTheEnd()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(0x01, "4a"u8);
        await socket.SendAsync("4b");

        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
    }

    [Theory]
    [InlineData("34FF")]
    [InlineData("34C3")]
    [InlineData("34EDA080")]
    [InlineData("34C0AF")]
    [InlineData("34F4908080")]
    public async Task Text_OfInvalidUtf8_GetsOneCloseFrameAndTheEnd(string hex)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(RawWebSocketFrame.FinalText, Convert.FromHexString(hex));

        Assert.Equal([InvalidPayload], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Empty(app.Handler.Messages);
        Assert.Equal("transport error", await app.ReasonAsync());
    }

    [Fact]
    public async Task Text_InFragmentsAmongPings_IsOneMessage()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(0x01, "4"u8);
        await socket.SendFrameAsync(RawWebSocketFrame.Ping, "p"u8);
        await socket.SendFrameAsync(0x00, [0xE2, 0x82]);
        await socket.SendFrameAsync(0x00, []);
        await socket.SendFrameAsync(0x80, [0xAC]);

        var pong = await socket.ReadAsync();
        Assert.Equal((RawWebSocketFrame.Pong, "p"), (pong!.First, pong.Text));
        Assert.Equal("4€", await socket.ReadTextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    public async Task Ping_OfAnyAllowedSize_ComesBackAsPong(int size)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(RawWebSocketFrame.Ping, new byte[size]);

        var frame = await socket.ReadAsync();
        Assert.Equal(RawWebSocketFrame.Pong, frame!.First);
        Assert.Equal(new byte[size], frame.Payload);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(3000)]
    [InlineData(4999)]
    public async Task Close_OfTheClient_IsAnsweredAndEndsTheSession(int status)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendCloseAsync((ushort)status);

        Assert.Equal([1000], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Equal("transport close", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Close_WithoutAStatus_IsAnsweredAndEndsTheSession()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(RawWebSocketFrame.Close, []);

        Assert.Equal([1000], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        Assert.Equal("transport close", await app.ReasonAsync());
    }

    // RFC 6455 §5.5.1, §7.4.1
    [Theory]
    [InlineData("03")]
    [InlineData("03E7")]
    [InlineData("03ED")]
    [InlineData("03EE")]
    [InlineData("FFFF")]
    public async Task Close_Malformed_EndsTheSession(string hex)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(RawWebSocketFrame.Close, Convert.FromHexString(hex));

        Assert.Equal([ProtocolError], (await socket.ReadToEndAsync()).Select(frame => frame.CloseStatus));
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_ThatEndsWithoutAClose_EndsTheSession(bool isReset)
    {
        await using var app = await EngineApp.StartAsync();
        var socket = await app.OpenWebSocketAsync();
        if (isReset)
        {
            socket.Connection.Reset();
        }

        await socket.DisposeAsync();

        Assert.StartsWith("transport ", await app.ReasonAsync(), StringComparison.Ordinal);
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData("1", "transport close")]
    [InlineData("2", "transport error")]
    [InlineData("2probe", "transport error")]
    [InlineData("7", "parse error")]
    [InlineData("", "parse error")]
    [InlineData("b!", "parse error")]
    public async Task Packet_ThatEndsTheSession_ClosesTheWebSocket(string packet, string reason)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendAsync(packet);
        var frame = await socket.ReadAsync();
        await socket.SendCloseAsync();

        Assert.Equal(1000, frame!.CloseStatus);
        Assert.Null(await socket.ReadAsync());
        Assert.Equal([reason], app.Reasons);
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData("3")]
    [InlineData("6")]
    [InlineData("0")]
    [InlineData("5")]
    public async Task Packet_ThatMeansNothingHere_IsPassedOver(string packet)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendAsync(packet);

        await EngineApp.UpgradedAsync(socket);
        Assert.Empty(app.Reasons);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    public async Task Message_UpToTheLimit_IsTaken(int size)
    {
        await using var app = await EngineApp.StartAsync(new() { MaxPayload = 100 });
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendAsync("4" + new string('a', size - 1));

        Assert.Equal("4" + new string('a', size - 1), await socket.ReadTextAsync());
    }

    [Theory]
    [InlineData(101)]
    [InlineData(3_000_000)]
    public async Task Message_AboveTheLimit_IsAnsweredByTheStatusForIt(int size)
    {
        await using var app = await EngineApp.StartAsync(new() { MaxPayload = 100 });
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendAsync("4" + new string('a', size - 1));
        var frame = await socket.ReadAsync();
        await socket.SendCloseAsync();

        Assert.Equal(TooBig, frame!.CloseStatus);
        Assert.Null(await socket.ReadAsync());
        Assert.Equal("transport error", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Fragments_AboveTheLimitTogether_AreAnsweredByTheStatusForIt()
    {
        await using var app = await EngineApp.StartAsync(new() { MaxPayload = 100 });
        await using var socket = await app.OpenWebSocketAsync();

        await socket.SendFrameAsync(0x02, new byte[100]);
        await socket.SendFrameAsync(0x00, new byte[1]);

        Assert.Equal(TooBig, (await socket.ReadAsync())!.CloseStatus);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("8000000000000000")]
    [InlineData("7FFFFFFFFFFFFFFF")]
    [InlineData("0000000100000000")]
    public async Task Message_WhoseLengthLies_EndsTheSession(string length)
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();

        await socket.Connection.SendAsync((byte[])[0x82, 0xFF, .. Convert.FromHexString(length), 1, 2, 3, 4, 5, 6, 7, 8]);
        socket.Connection.ShutdownSend();

        Assert.True(await socket.Connection.IsClosedAsync());
        Assert.Empty(app.Handler.Messages);
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Frames_InThePacketOfTheHandshake_AreRead()
    {
        await using var app = await EngineApp.StartAsync();
        await using var connection = await app.Server.ConnectAsync();

        await connection.SendAsync((byte[])[
            .. Encoding.ASCII.GetBytes(RawWebSocket.Handshake(EngineApp.WebSocketOf())),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, "4a"u8),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalBinary, [7, 8])]);
        await using var socket = await RawWebSocket.AcceptAsync(connection);

        EngineApp.SidOf(await socket.ReadTextAsync());
        Assert.Equal("4a", await socket.ReadTextAsync());
        Assert.Equal([7, 8], (await socket.ReadAsync())!.Payload);
    }

    [Fact]
    public async Task Frames_InSingleBytes_AreRead()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();
        byte[] bytes = [
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.FinalText, Encoding.UTF8.GetBytes("4" + new string('ä', 70))),
            .. RawWebSocketFrame.Encode(RawWebSocketFrame.Ping, "p"u8)];

        foreach (var value in bytes)
        {
            await socket.Connection.SendAsync(new[] { value });
        }

        Assert.Equal("4" + new string('ä', 70), await socket.ReadTextAsync());
        Assert.Equal(RawWebSocketFrame.Pong, (await socket.ReadAsync())!.First);
    }

    [Fact]
    public async Task Binary_WhereTheClientAskedForText_IsBase64()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync("&b64=1");

        await socket.SendAsync("bAQIDBA==");

        Assert.Equal("bAQIDBA==", await socket.ReadTextAsync());
        Assert.Equal(["01020304"], app.Handler.Messages);
    }

    // a client that pings and does not read gets one pong for all, not a queue of them
    [Fact]
    public async Task Pings_OfAClientThatDoesNotRead_LeaveOneAnswer()
    {
        await using var app = await EngineApp.StartAsync();
        await using var socket = await app.OpenWebSocketAsync();
        FillConnection(app);

        for (var i = 0; i < 1000; i++)
        {
            await socket.SendFrameAsync(RawWebSocketFrame.Ping, [(byte)i, (byte)(i >> 8)]);
        }

        await socket.SendAsync("4last");
        var pongs = new List<int>();
        while (await socket.ReadAsync() is { } frame && frame.Text != "4last")
        {
            if (frame.First == RawWebSocketFrame.Pong)
            {
                pongs.Add(frame.Payload[0] | (frame.Payload[1] << 8));
            }
        }

        Assert.Equal(pongs.Order(), pongs);
        Assert.Contains(999, pongs);
        Assert.Empty(app.Reasons);
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_IsDisconnectedAtTheLimitOfItsQueue()
    {
        await using var app = await EngineApp.StartAsync(new() { MaxSendQueueSize = 1024 * 1024 });
        await using var slow = await app.OpenWebSocketAsync();
        var session = app.Handler.Session;
        await using var other = await app.OpenWebSocketAsync();
        var message = EngineApp.Text(new string('x', 100_000));

        for (var i = 0; i < 1000 && !app.Reasons.Any(); i++)
        {
            session.Send(message);
        }

        Assert.Equal(["send queue full"], app.Reasons);
        Assert.True(await slow.Connection.IsClosedAsync());
        await EngineApp.UpgradedAsync(other);
        await Eventually.TrueAsync(() => app.Server.App.UpgradeCount == 1, "the slow connection to be gone");
    }

    // more than all buffers between the server and a client that does not read hold
    private static void FillConnection(EngineApp app)
    {
        var message = EngineApp.Text(new string('x', 1_000_000));
        for (var i = 0; i < 3; i++)
        {
            app.Handler.Session.Send(message);
        }
    }
}
