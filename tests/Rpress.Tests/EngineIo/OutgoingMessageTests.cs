using System.Buffers;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress.Tests.EngineIo;

/// <summary>The bytes of a message: as frames, and as packets of a payload.</summary>
public sealed class OutgoingMessageTests
{
    public static TheoryData<int, string> Headers => new()
    {
        { 0, "8100" },
        { 1, "8101" },
        { 125, "817D" },
        { 126, "817E007E" },
        { 65535, "817EFFFF" },
        { 65536, "817F0000000000010000" },
    };

    // RFC 6455 §5.2: the shortest form of the length, and no mask
    [Theory]
    [MemberData(nameof(Headers))]
    public void Frame_OfText_HasTheShortestHeader(int length, string header)
    {
        byte[] packet = [.. Enumerable.Repeat((byte)'x', length)];

        byte[] frame = FramesOf(OutgoingMessage.Text(packet));

        Assert.Equal(header, Convert.ToHexString(frame.AsSpan(0, frame.Length - length)));
        Assert.Equal(packet, frame[^length..]);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void Frame_OfBinary_HasTheShortestHeader(int length, string header)
    {
        byte[] data = new byte[length];

        byte[] frame = FramesOf(OutgoingMessage.Binary(data));

        Assert.Equal("82" + header[2..], Convert.ToHexString(frame.AsSpan(0, frame.Length - length)));
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void Frame_OfAPacket_IsItsTypeAndData(int length, string header)
    {
        byte[] data = [.. Enumerable.Repeat((byte)'y', Math.Max(0, length - 1))];

        byte[] frame = FramesOf(OutgoingMessage.Packet(EngineIoPacketType.Message, data));

        Assert.Equal((byte)'4', frame[frame.Length - data.Length - 1]);
        Assert.True(length == 0 || header == Convert.ToHexString(frame.AsSpan(0, frame.Length - length)));
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void Frame_OfABinaryPacket_IsReadyForAllReceivers(int length, string header)
    {
        OutgoingMessage message = OutgoingMessage.Of(SocketIoMessages.Binary(new byte[length]));

        byte[] frame = FramesOf(message);

        Assert.Equal("82" + header[2..], Convert.ToHexString(frame.AsSpan(0, frame.Length - length)));
        Assert.Equal(frame, message.SingleFrame(asText: false).ToArray());
        Assert.Equal(message.SingleFrame(asText: false), message.SingleFrame(asText: false)); // the same memory
        Assert.Equal(OutgoingMessage.Overhead + frame.Length, message.Size);
    }

    [Fact]
    public void BinaryPacket_ForAClientThatTakesTextAlone_IsBase64()
    {
        OutgoingMessage message = OutgoingMessage.Of(SocketIoMessages.Binary([1, 2, 3, 4], new byte[] { 5 }));
        var payload = new ArrayBufferWriter<byte>();

        message.WritePayload(payload);

        Assert.Equal("bAQIDBA==\u001ebBQ==", Encoding.UTF8.GetString(payload.WrittenSpan));
        Assert.Equal("8109" + Convert.ToHexString("bAQIDBA=="u8) + "8105" + Convert.ToHexString("bBQ=="u8), Convert.ToHexString(FramesOf(message, asText: true)));
        Assert.Equal("820401020304820105", Convert.ToHexString(FramesOf(message)));
        Assert.True(OutgoingMessage.Of(SocketIoMessages.Binary([1])).SingleFrame(asText: true).IsEmpty);
    }

    [Fact]
    public void TextPacket_OfAParser_IsAMessage()
    {
        OutgoingMessage message = OutgoingMessage.Of(SocketIoMessages.Text("hi"u8));

        Assert.Equal("8103" + Convert.ToHexString("4hi"u8), Convert.ToHexString(FramesOf(message)));
        Assert.Equal("8101" + Convert.ToHexString("4"u8), Convert.ToHexString(FramesOf(OutgoingMessage.Of(default))));
    }

    [Theory]
    [InlineData("", "8101", "b")]
    [InlineData("01", "8105", "bAQ==")]
    [InlineData("01020304", "8109", "bAQIDBA==")]
    public void Binary_ForAClientThatAskedForText_IsATextFrameOfBase64(string hex, string header, string text)
    {
        byte[] frame = FramesOf(OutgoingMessage.Binary(Convert.FromHexString(hex)), asText: true);

        Assert.Equal(header, Convert.ToHexString(frame[..2]));
        Assert.Equal(text, Encoding.UTF8.GetString(frame[2..]));
    }

    [Fact]
    public void Payload_OfSeveralMessages_HasSeparatorsBetweenThemAlone()
    {
        var payload = new ArrayBufferWriter<byte>();

        HandEngine.Text("a").WritePayload(payload);
        OutgoingMessage.Binary(new byte[] { 1, 2, 3, 4 }).WritePayload(payload);
        OutgoingMessage.Ping.WritePayload(payload);

        Assert.Equal("4a\u001ebAQIDBA==\u001e2", Encoding.UTF8.GetString(payload.WrittenSpan));
    }

    [Fact]
    public void CloseFrame_OfAStatus_IsItsBytes()
    {
        Assert.Equal("880203E9", Convert.ToHexString(FramesOf(OutgoingMessage.CloseFrame(1001))));
    }

    [Theory]
    [InlineData(0, "8A00")]
    [InlineData(2, "8A020000")]
    public void PongFrame_OfAPing_IsItsBytes(int length, string frame) =>
        Assert.Equal(frame, Convert.ToHexString(FramesOf(OutgoingMessage.PongFrame(new byte[length]))));

    [Fact]
    public void Size_OfAMessage_IsItsFrameAndWhatKeepingItCosts()
    {
        Assert.Equal(OutgoingMessage.Overhead + 4, HandEngine.Text("a").Size);
        Assert.Equal(OutgoingMessage.Overhead + 1000, OutgoingMessage.Binary(new byte[1000]).Size);
    }

    private static byte[] FramesOf(OutgoingMessage message, bool asText = false)
    {
        var output = new ArrayBufferWriter<byte>();
        message.WriteFrames(output, asText);
        return output.WrittenSpan.ToArray();
    }
}
