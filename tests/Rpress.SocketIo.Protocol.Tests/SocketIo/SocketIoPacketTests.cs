using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>Packets that a parser or an adapter makes of another form.</summary>
public sealed class SocketIoPacketTests
{
    private const string Placeholder = """{"_placeholder":true,"num":0}""";

    [Theory]
    [InlineData(SocketIoPacketType.Event, "/", null, """["ev",1.50]""", """2["ev",1.50]""")]
    [InlineData(SocketIoPacketType.Event, "/a", 7UL, $"""["ev",{Placeholder}]""", $"""51-/a,7["ev",{Placeholder}]|01""")]
    [InlineData(SocketIoPacketType.Ack, "/", 7UL, "[]", "37[]")]
    [InlineData(SocketIoPacketType.Connect, "/", null, "", "0")]
    [InlineData(SocketIoPacketType.Disconnect, "/a", null, "", "1/a,")]
    [InlineData(SocketIoPacketType.ConnectError, "/", null, "\"no\"", "4\"no\"")]
    public void Create_OfWhatAClientMaySend_IsThePacket(SocketIoPacketType type, string name, ulong? id, string data, string wire)
    {
        ReadOnlyMemory<byte>[] attachments = data.Contains(Placeholder, StringComparison.Ordinal) ? [new byte[] { 1 }] : [];

        Assert.Equal(wire, Packets.WireOf(SocketIoPacket.Create(type, name, id, Encoding.UTF8.GetBytes(data), attachments, new DecoderLimits())));
    }

    [Theory]
    [InlineData(5, "/", "[]", 0, PacketFormatError.UnknownType)]
    [InlineData(2, "", "[\"ev\"]", 0, PacketFormatError.InvalidNamespace)]
    [InlineData(2, "a", "[\"ev\"]", 0, PacketFormatError.InvalidNamespace)]
    [InlineData(2, "/a,b", "[\"ev\"]", 0, PacketFormatError.InvalidNamespace)]
    [InlineData(2, "/12345678", "[\"ev\"]", 0, PacketFormatError.NamespaceTooLong)]
    [InlineData(2, "/", "[\"ev\"", 0, PacketFormatError.InvalidPayload)]
    [InlineData(2, "/", "", 0, PacketFormatError.InvalidPayload)]
    [InlineData(2, "/", "[\"ev\",[[[]]]]", 0, PacketFormatError.InvalidPayload)]
    [InlineData(1, "/", "{}", 0, PacketFormatError.InvalidPayload)]
    [InlineData(2, "/", "[\"connect\"]", 0, PacketFormatError.ReservedEvent)]
    [InlineData(2, "/", "[\"ev\"]", 3, PacketFormatError.TooManyAttachments)]
    [InlineData(2, "/", $"[\"ev\",{Placeholder},{Placeholder}]", 2, PacketFormatError.IllegalAttachments)]
    [InlineData(0, "/", Placeholder, 1, PacketFormatError.IllegalAttachments)] // on the wire only events and acks have a form for them
    [InlineData(3, "/", """[{"_placeholder":true,"num":2}]""", 2, PacketFormatError.IllegalAttachments)]
    public void Create_OfWhatNobodyMaySend_SaysWhy(int type, string name, string data, int attachments, PacketFormatError error)
    {
        var limits = new DecoderLimits(MaxAttachments: 2, MaxJsonDepth: 3, MaxNamespaceLength: 8);

        var refusal = Assert.Throws<PacketFormatException>(() =>
            SocketIoPacket.Create((SocketIoPacketType)type, name, null, Encoding.UTF8.GetBytes(data), new ReadOnlyMemory<byte>[attachments], limits));

        Assert.Equal(error, refusal.Error);
    }

    [Fact]
    public void Size_OfPacket_CountsDataAndAttachments() =>
        Assert.Equal("""["ev",{"_placeholder":true,"num":0}]""".Length + 3, Packets.Decode("""51-["ev",{"_placeholder":true,"num":0}]""", [1, 2, 3]).Size);

    [Fact]
    public void Create_OfBytesThatAreNotUtf8_SaysSo() => Assert.Equal(
        PacketFormatError.InvalidUtf8,
        Assert.Throws<PacketFormatException>(() => SocketIoPacket.Create(SocketIoPacketType.Ack, "/", 1, [0x5B, 0x22, 0xFF, 0x22, 0x5D], [], new())).Error);

    [Fact]
    public void Messages_OfAParser_AreWhatItGave()
    {
        ReadOnlyMemory<byte> attachment = new byte[] { 2 };
        SocketIoMessages text = SocketIoMessages.Text("hi"u8, attachment), binary = SocketIoMessages.Binary([1]), nothing = default;

        Assert.Equal((false, "6869", 1), (text.IsBinary, Convert.ToHexString(text.First.Span), text.Attachments.Count));
        Assert.Equal((true, "01", 0), (binary.IsBinary, Convert.ToHexString(binary.First.Span), binary.Attachments.Count));
        Assert.Equal((false, "", 0), (nothing.IsBinary, Convert.ToHexString(nothing.First.Span), nothing.Attachments.Count));
    }

    [Fact]
    public void DefaultParser_OfAPacket_CopiesNothing()
    {
        SocketIoPacket packet = SocketIoEncoder.Event("/", null, "ev", [1], Packets.Json);

        Assert.Same(packet.Encoded.Buffer, SocketIoParser.Default.Encode(packet).Buffer);
    }
}
