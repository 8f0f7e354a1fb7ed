using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>Packets in the form of npm's socket.io-msgpack-parser.</summary>
public sealed class MsgPackPacketTests
{
    private const string Type = "A474797065";
    private const string Data = "A464617461";
    private const string Nsp = "A36E7370";
    private const string Id = "A26964";
    private const string Main = Nsp + "A12F";
    private const string Ev = Data + "91A26576"; // ["ev"]

    [Fact]
    public void Event_Encoded_IsOneBinaryMessage()
    {
        SocketIoMessages messages = SocketIoParser.MsgPack.Encode(SocketIoEncoder.Event("/", null, "hello", ["world"], Packets.Json));

        Assert.True(messages.IsBinary);
        Assert.Empty(messages.Attachments);
        Assert.Equal("83" + Type + "02" + Data + "92A568656C6C6FA5776F726C64" + Main, Convert.ToHexString(messages.First.Span));
    }

    [Fact]
    public void Event_WithBinary_HoldsIt() => Assert.Equal(
        "84" + Type + "02" + Data + "93A26576C40401020304CB3FF8000000000000" + Nsp + "A22F61" + Id + "0C",
        Encode(SocketIoEncoder.Event("/a", 12, "ev", [new byte[] { 1, 2, 3, 4 }, 1.5], Packets.Json)));

    [Fact]
    public void OtherPackets_Encoded_AreTheirMaps()
    {
        Assert.Equal("83" + Type + "00" + Data + "81A3736964A178" + Main, Encode(SocketIoEncoder.Connected("/", "x")));
        Assert.Equal("82" + Type + "01" + Nsp + "A22F61", Encode(SocketIoEncoder.Disconnect("/a")));
        Assert.Equal("84" + Type + "03" + Data + "9107" + Main + Id + "CFFFFFFFFFFFFFFFFF", Encode(SocketIoEncoder.Ack("/", ulong.MaxValue, [7], Packets.Json)));
        Assert.Equal("83" + Type + "04" + Data + "81A76D657373616765A26E6F" + Main, Encode(SocketIoEncoder.ConnectError("/", "no", null, Packets.Json)));
    }

    [Theory]
    [InlineData("82" + Type + "00" + Main, "0")]
    [InlineData("83" + Type + "00" + Data + "D40000" + Main, "0")] // socket.io-client: data that is undefined
    [InlineData("83" + Type + "00" + Data + "C0" + Main, "0")] // which notepack 3 writes as nil
    [InlineData("83" + Type + "00" + Data + "80" + Nsp + "A22F61", "0/a,{}")]
    [InlineData("83" + Type + "00" + Data + "81A161C40101" + Main, """0{"a":"AQ=="}""")]
    [InlineData("82" + Type + "01" + Nsp + "A22F61", "1/a,")]
    [InlineData("83" + Type + "01" + Data + "D40000" + Main, "1")]
    [InlineData("83" + Type + "02" + Ev + Main, """2["ev"]""")]
    [InlineData("83" + Main + Ev + Type + "02", """2["ev"]""")] // the order is of no matter
    [InlineData("84" + Type + "02" + Data + "920701" + Main + Id + "0C", "212[7,1]")] // a number is let through, as Node does
    [InlineData("84" + Type + "02" + Ev + Main + Id + "D40000", """2["ev"]""")]
    [InlineData("84" + Type + "02" + Ev + Main + Id + "C0", """2["ev"]""")]
    [InlineData("84" + Type + "02" + Ev + Main + Id + "CFFFFFFFFFFFFFFFFF", """218446744073709551615["ev"]""")]
    [InlineData("85" + Type + "02" + Ev + "A76F7074696F6E7381A8636F6D7072657373C3" + Main + Id + "00", """20["ev"]""")] // socket.io-client: its options
    [InlineData("85" + Type + "02" + Ev + "A178" + "929080" + "07C3" + Main, """2["ev"]""")]
    [InlineData("84" + Type + "03" + Data + "91C40101" + Main + Id + "01", """61-1[{"_placeholder":true,"num":0}]|01""")]
    [InlineData("83" + Type + "04" + Data + "A26E6F" + Main, "4\"no\"")]
    public void Packet_Received_IsWhatItIsElsewhere(string hex, string wire) => Assert.Equal(wire, MsgPackHex.WireOf(hex));

    [Fact]
    public void Event_Received_HasItsName() => Assert.Equal("ev", MsgPackHex.Decode("83" + Type + "02" + Ev + Main).EventName);

    [Theory]
    [InlineData("80", PacketFormatError.UnknownType)]
    [InlineData("82" + Ev + Main, PacketFormatError.UnknownType)]
    [InlineData("83" + Type + "05" + Ev + Main, PacketFormatError.UnknownType)]
    [InlineData("83" + Type + "FF" + Ev + Main, PacketFormatError.UnknownType)]
    [InlineData("83" + Type + "A132" + Ev + Main, PacketFormatError.UnknownType)]
    [InlineData("83" + Type + "CFFFFFFFFF00000002" + Ev + Main, PacketFormatError.UnknownType)]
    [InlineData("82" + Type + "02" + Ev, PacketFormatError.InvalidNamespace)]
    [InlineData("83" + Type + "02" + Ev + Nsp + "A0", PacketFormatError.InvalidNamespace)]
    [InlineData("83" + Type + "02" + Ev + Nsp + "C0", PacketFormatError.InvalidNamespace)]
    [InlineData("83" + Type + "02" + Ev + Nsp + "A161", PacketFormatError.InvalidNamespace)]
    [InlineData("83" + Type + "02" + Ev + Nsp + "A32F2C61", PacketFormatError.InvalidNamespace)]
    [InlineData("83" + Type + "02" + Ev + Nsp + "A22FFF", PacketFormatError.InvalidUtf8)]
    [InlineData("84" + Type + "02" + Ev + Main + Id + "FF", PacketFormatError.InvalidAckId)]
    [InlineData("84" + Type + "02" + Ev + Main + Id + "A131", PacketFormatError.InvalidAckId)]
    [InlineData("84" + Type + "02" + Ev + Main + Id + "CB3FF8000000000000", PacketFormatError.InvalidAckId)]
    [InlineData("", PacketFormatError.InvalidPayload)]
    [InlineData("90", PacketFormatError.InvalidPayload)]
    [InlineData("07", PacketFormatError.InvalidPayload)]
    [InlineData("C1", PacketFormatError.InvalidPayload)]
    [InlineData("82" + Type + "00" + Main + "00", PacketFormatError.InvalidPayload)] // something behind it
    [InlineData("83" + Type + "00" + Main, PacketFormatError.InvalidPayload)] // a member too few
    [InlineData("83" + Type + "00" + Data + "90" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "00" + Data + "A161" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "01" + Data + "80" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("82" + Type + "02" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "90" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "91C0" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "91C3" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "91C40101" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "80" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "92A26576C1" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "03" + Data + "80" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "04" + Data + "90" + Main, PacketFormatError.InvalidPayload)]
    [InlineData("83" + Type + "02" + Data + "92A26576A1FF" + Main, PacketFormatError.InvalidUtf8)]
    [InlineData("83" + Type + "02" + Data + "91A7636F6E6E656374" + Main, PacketFormatError.ReservedEvent)]
    [InlineData("83" + Type + "02" + Data + "91AA646973636F6E6E656374" + Main, PacketFormatError.ReservedEvent)]
    public void Packet_ThatIsMalformed_IsRefusedWithItsReason(string hex, PacketFormatError error) => Assert.Equal(error, MsgPackHex.ErrorOf(hex));

    [Fact]
    public void Text_WhereAllIsBinary_IsRefused() => Assert.Equal(
        PacketFormatError.UnexpectedText,
        Assert.Throws<PacketFormatException>(() => SocketIoParser.MsgPack.CreateDecoder(new()).Add("0"u8)).Error);

    [Theory]
    [InlineData("/2345678", null)]
    [InlineData("/23456789", null)]
    [InlineData("/234567890", PacketFormatError.NamespaceTooLong)]
    [InlineData("/2345é789", PacketFormatError.NamespaceTooLong)]
    public void Namespace_Length_IsLimitedInBytes(string name, PacketFormatError? error) =>
        AssertLimited("82" + Type + "00" + Nsp + MsgPackHex.Text(name), new DecoderLimits(MaxNamespaceLength: 9), error);

    [Theory]
    [InlineData(5, null)] // the array of the event is one level
    [InlineData(6, PacketFormatError.InvalidPayload)]
    public void Data_Depth_IsLimitedAsJson(int depth, PacketFormatError? error) =>
        AssertLimited(MsgPackHex.Event(string.Concat(Enumerable.Repeat("91", depth - 2)) + "90"), new DecoderLimits(MaxJsonDepth: 5), error);

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, PacketFormatError.TooManyAttachments)]
    public void Data_Attachments_AreLimited(int count, PacketFormatError? error) =>
        AssertLimited(MsgPackHex.Event([.. Enumerable.Repeat("C40101", count)]), new DecoderLimits(), error);

    private static string Encode(SocketIoPacket packet) => Convert.ToHexString(SocketIoParser.MsgPack.Encode(packet).First.Span);

    private static void AssertLimited(string hex, DecoderLimits limits, PacketFormatError? error)
    {
        if (error is null)
        {
            Assert.NotNull(MsgPackHex.Decode(hex, limits));
        }
        else
        {
            Assert.Equal(error, MsgPackHex.ErrorOf(hex, limits));
        }
    }
}
