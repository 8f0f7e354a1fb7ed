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
        Assert.True(OutgoingMessage.CloseFrame(1001).IsCloseFrame);
        Assert.False(OutgoingMessage.Frame([0x8A, 0]).IsCloseFrame);
    }

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
