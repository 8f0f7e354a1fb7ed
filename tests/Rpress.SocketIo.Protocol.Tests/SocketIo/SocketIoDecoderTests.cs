using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>socket.io-protocol v5: the parts of a packet, read.</summary>
public sealed class SocketIoDecoderTests
{
    [Theory]
    [InlineData("0", SocketIoPacketType.Connect, "/", null, "")]
    [InlineData("""0{"token":"123"}""", SocketIoPacketType.Connect, "/", null, """{"token":"123"}""")]
    [InlineData("""0/admin,{"token":"x"}""", SocketIoPacketType.Connect, "/admin", null, """{"token":"x"}""")]
    [InlineData("0/custom", SocketIoPacketType.Connect, "/custom", null, "")]
    [InlineData("0/custom,", SocketIoPacketType.Connect, "/custom", null, "")]
    [InlineData("0/admin?token=1,{}", SocketIoPacketType.Connect, "/admin?token=1", null, "{}")]
    [InlineData("0/,{}", SocketIoPacketType.Connect, "/", null, "{}")]
    [InlineData("0/größe-漢,", SocketIoPacketType.Connect, "/größe-漢", null, "")]
    [InlineData("""0{"sid":"oSO0OpakMV_3jnilAAAA"}""", SocketIoPacketType.Connect, "/", null, """{"sid":"oSO0OpakMV_3jnilAAAA"}""")]
    [InlineData("1", SocketIoPacketType.Disconnect, "/", null, "")]
    [InlineData("1/admin,", SocketIoPacketType.Disconnect, "/admin", null, "")]
    [InlineData("1/admin", SocketIoPacketType.Disconnect, "/admin", null, "")]
    [InlineData("""2["message",1,"2",{"3":[true]}]""", SocketIoPacketType.Event, "/", null, """["message",1,"2",{"3":[true]}]""")]
    [InlineData("""2/admin,12["ev"]""", SocketIoPacketType.Event, "/admin", 12UL, """["ev"]""")]
    [InlineData("""20["ev"]""", SocketIoPacketType.Event, "/", 0UL, """["ev"]""")]
    [InlineData("""218446744073709551615["ev"]""", SocketIoPacketType.Event, "/", ulong.MaxValue, """["ev"]""")]
    [InlineData("""3456[1,"2",{"3":[false]}]""", SocketIoPacketType.Ack, "/", 456UL, """[1,"2",{"3":[false]}]""")]
    [InlineData("3/admin,12[]", SocketIoPacketType.Ack, "/admin", 12UL, "[]")]
    [InlineData("3[]", SocketIoPacketType.Ack, "/", null, "[]")]
    [InlineData("""4{"message":"not authorized","data":{"code":"E001"}}""", SocketIoPacketType.ConnectError, "/", null, """{"message":"not authorized","data":{"code":"E001"}}""")]
    [InlineData("""4/random,{"message":"Invalid namespace"}""", SocketIoPacketType.ConnectError, "/random", null, """{"message":"Invalid namespace"}""")]
    [InlineData("4\"Not authorized\"", SocketIoPacketType.ConnectError, "/", null, "\"Not authorized\"")]
    [InlineData("4", SocketIoPacketType.ConnectError, "/", null, "")]
    [InlineData("""50-["ev"]""", SocketIoPacketType.Event, "/", null, """["ev"]""")]
    public void Add_OfText_GivesThePacket(string text, SocketIoPacketType type, string name, object? id, string data)
    {
        SocketIoPacket packet = Packets.Decode(text);

        Assert.Equal((type, name, (ulong?)id, data), (packet.Type, packet.Namespace, packet.Id, Packets.DataOf(packet)));
        Assert.Empty(packet.Attachments);
    }

    [Theory]
    [InlineData("""2["message"]""", "message")]
    [InlineData("""2[""]""", "")]
    [InlineData("""2[7,"x"]""", "7")]
    [InlineData("""2[-1.5e3]""", "-1.5e3")]
    [InlineData("""2["caf\u00e9 \ud83d\ude00"]""", "café 😀")]
    [InlineData("""2["a\"b\\c"]""", "a\"b\\c")]
    public void Add_OfEvent_KnowsItsName(string text, string name) => Assert.Equal(name, Packets.Decode(text).EventName);

    [Theory]
    [InlineData("2 [ \"ev\" ,\t1 ,\r\n{ } ] ", "1|{ }")]
    [InlineData("""2["ev",{"a":[1,2]},[],"x,y"]""", "{\"a\":[1,2]}|[]|\"x,y\"")]
    [InlineData("""2["ev"]""", "")]
    [InlineData("31[1,2,3,4,5,6,7,8,9,10,11,12]", "1|2|3|4|5|6|7|8|9|10|11|12")]
    [InlineData("31[ ]", "")]
    public void Add_OfArray_FindsItsElements(string text, string elements) =>
        Assert.Equal(elements, string.Join('|', Packets.Arguments(text).Select(argument => argument.ToString())));

    [Fact]
    public void Add_SameNameAgain_SharesTheString()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());

        SocketIoPacket first = decoder.Add("""2["message"]"""u8)!;
        SocketIoPacket second = decoder.Add("""2["message",1]"""u8)!;

        Assert.Same(first.EventName, second.EventName);
    }

    [Fact]
    public void Add_OfLongName_KeepsNothingOfIt()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        byte[] text = Encoding.UTF8.GetBytes($"""2["{new string('x', 100_000)}"]""");

        SocketIoPacket first = decoder.Add(text)!;
        SocketIoPacket second = decoder.Add(text)!;

        Assert.Equal(first.EventName, second.EventName);
        Assert.NotSame(first.EventName, second.EventName);
    }

    [Fact]
    public void Add_OfReusedMemory_KeepsItsOwnCopy()
    {
        byte[] text = """2["ev","one"]"""u8.ToArray();

        SocketIoPacket packet = new SocketIoDecoder(new DecoderLimits()).Add(text)!;
        text.AsSpan().Clear();

        Assert.Equal("""["ev","one"]""", Packets.DataOf(packet));
    }
}
