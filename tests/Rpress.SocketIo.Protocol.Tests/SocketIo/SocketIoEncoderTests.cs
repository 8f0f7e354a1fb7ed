using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>socket.io-protocol v5: packets, byte for byte.</summary>
public sealed class SocketIoEncoderTests
{
    [Fact]
    public void Connected_OfNamespace_NamesTheSocket()
    {
        Assert.Equal("""0{"sid":"oSO0OpakMV_3jnilAAAA"}""", Packets.WireOf(SocketIoEncoder.Connected("/", "oSO0OpakMV_3jnilAAAA")));
        Assert.Equal("""0/custom,{"sid":"a"}""", Packets.WireOf(SocketIoEncoder.Connected("/custom", "a")));
    }

    [Fact]
    public void Disconnect_OfNamespace_EndsInItsComma()
    {
        Assert.Equal("1", Packets.WireOf(SocketIoEncoder.Disconnect("/")));
        Assert.Equal("1/admin,", Packets.WireOf(SocketIoEncoder.Disconnect("/admin")));
    }

    [Fact]
    public void Event_OfArguments_IsTheirArray()
    {
        Assert.Equal(
            """2["message",1,"2",{"3":[true]}]""",
            Encode("/", null, "message", 1, "2", new Dictionary<string, bool[]> { ["3"] = [true] }));
        Assert.Equal("""2/admin,12["ev"]""", Encode("/admin", 12, "ev"));
        Assert.Equal("""2/größe,18446744073709551615["漢"]""", Encode("/größe", ulong.MaxValue, "漢"));
        Assert.Equal("""20["a\"b\\c\n"]""", Encode("/", 0, "a\"b\\c\n"));
    }

    [Fact]
    public void Event_WithBinary_CountsItsAttachments()
    {
        Assert.Equal(
            """52-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|01|0203""",
            Encode("/", null, "message", new byte[] { 1 }, new byte[] { 2, 3 }));
        Assert.Equal("""51-/admin,7["ev",{"_placeholder":true,"num":0}]|""", Encode("/admin", 7, "ev", Array.Empty<byte>()));
    }

    [Fact]
    public void Event_WithTwelveAttachments_WritesTwoDigits() =>
        Assert.StartsWith("512-/a,34[", Encode("/a", 34, "ev", [.. Enumerable.Range(0, 12).Select(_ => new byte[1])]));

    [Fact]
    public void Ack_OfArguments_IsTheirArray()
    {
        Assert.Equal("""3456[1,"2",{"3":[false]}]""", Packets.WireOf(
            SocketIoEncoder.Ack("/", 456, [1, "2", new Dictionary<string, bool[]> { ["3"] = [false] }], Packets.Json)));
        Assert.Equal("3/admin,12[]", Packets.WireOf(SocketIoEncoder.Ack("/admin", 12, [], Packets.Json)));
        Assert.Equal("""61-789[{"_placeholder":true,"num":0}]|09""", Packets.WireOf(SocketIoEncoder.Ack("/", 789, [new byte[] { 9 }], Packets.Json)));
    }

    [Fact]
    public void ConnectError_OfMessageAndData_IsAnObject()
    {
        Assert.Equal(
            """4{"message":"not authorized","data":{"code":"E001"}}""",
            Packets.WireOf(SocketIoEncoder.ConnectError("/", "not authorized", new { code = "E001" }, Packets.Json)));
        Assert.Equal("""4/random,{"message":"Invalid namespace"}""", Packets.WireOf(SocketIoEncoder.ConnectError("/random", "Invalid namespace", null, Packets.Json)));
        Assert.Equal("""4{"message":"a\"b é"}""", Packets.WireOf(SocketIoEncoder.ConnectError("/", "a\"b é", null, Packets.Json)));
    }

    // the type is that of a text packet, which attachments would contradict
    [Fact]
    public void ConnectError_WithBinary_WritesBase64() => Assert.Equal(
        """4{"message":"no","data":{"bytes":"AQI="}}""",
        Packets.WireOf(SocketIoEncoder.ConnectError("/", "no", new { bytes = new byte[] { 1, 2 } }, Packets.Json)));

    [Theory]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    [InlineData("disconnecting")]
    [InlineData("newListener")]
    [InlineData("removeListener")]
    public void Event_OfReservedName_IsRefused(string name) =>
        Assert.Contains($"\"{name}\" is a reserved event name", Assert.Throws<ArgumentException>(() => Encode("/", null, name)).Message);

    [Fact]
    public void Event_OfNothing_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Encode("/", null, null!));
        Assert.Throws<ArgumentNullException>(() => SocketIoEncoder.Event("/", null, "ev", null!, Packets.Json));
        Assert.Throws<ArgumentNullException>(() => SocketIoEncoder.Ack("/", 1, null!, Packets.Json));
    }

    [Fact]
    public void Encoded_OfReceivedPacket_IsItsText()
    {
        const string Text = """51-/admin,7["ev",1e400 ,{"num":0,"_placeholder":true}]""";

        Assert.Equal(Text + "|05", Packets.WireOf(Packets.Decode(Text, [5])));
    }

    [Fact]
    public void Encoded_Buffer_HasRoomInFront()
    {
        EncodedPacket encoded = SocketIoEncoder.Event("/a", null, "ev", [], Packets.Json).Encoded;

        Assert.Equal(new byte[EncodedPacket.Headroom], encoded.Buffer[..EncodedPacket.Headroom]);
        Assert.Equal("""2/a,["ev"]""", Encoding.UTF8.GetString(encoded.Buffer.AsSpan(EncodedPacket.Headroom)));
        Assert.Equal("""["ev"]""", Encoding.UTF8.GetString(encoded.Data.Span));
    }

    [Fact]
    public void Event_OfLargeArgument_LeavesNoLargeBufferBehind()
    {
        string large = new('x', 1_000_000);
        Encode("/", null, "ev", large);
        Encode("/", null, "ev", "small");

        long before = GC.GetAllocatedBytesForCurrentThread();
        SocketIoEncoder.Event("/", null, "ev", ["small"], Packets.Json);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000);
    }

    private static string Encode(string name, ulong? id, string eventName, params object?[] arguments) =>
        Packets.WireOf(SocketIoEncoder.Event(name, id, eventName, arguments, Packets.Json));
}
