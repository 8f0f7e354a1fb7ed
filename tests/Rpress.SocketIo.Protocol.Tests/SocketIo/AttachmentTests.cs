using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>socket.io-protocol v5: a packet with binary is its text and then its attachments.</summary>
public sealed class AttachmentTests
{
    private const string OneBinary = """51-["ev",{"_placeholder":true,"num":0}]""";

    [Fact]
    public void AddAttachment_Last_GivesTheEvent()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());

        Assert.Null(decoder.Add("""52-/admin,7["ev",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"""u8));
        Assert.Null(decoder.AddAttachment(new byte[] { 1 }));
        SocketIoPacket packet = decoder.AddAttachment(new byte[] { 2, 3 })!;

        Assert.Equal((SocketIoPacketType.Event, "/admin", 7UL, "ev"), (packet.Type, packet.Namespace, packet.Id, packet.EventName));
        Assert.Equal(["01", "0203"], packet.Attachments.Select(bytes => Convert.ToHexString(bytes.Span)));
    }

    [Fact]
    public void AddAttachment_OfAck_GivesTheAck()
    {
        SocketIoPacket packet = Packets.Decode("""61-789[{"_placeholder":true,"num":0}]""", [9]);

        Assert.Equal((SocketIoPacketType.Ack, 789UL), (packet.Type, packet.Id));
        Assert.Equal([9], new EventArguments(packet, Packets.Json)[0].Get<byte[]>());
    }

    [Fact]
    public void Add_AfterBinaryPacket_ReadsTheNext()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        decoder.Add(Encoding.UTF8.GetBytes(OneBinary));
        decoder.AddAttachment(new byte[] { 1 });

        Assert.Equal("next", decoder.Add("""2["next"]"""u8)!.EventName);
    }

    [Fact]
    public void Add_OfNoAttachments_IsReadyAtOnce()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());

        Assert.Equal("ev", decoder.Add("""50-["ev"]"""u8)!.EventName);
        Assert.Equal("next", decoder.Add("""2["next"]"""u8)!.EventName);
    }

    [Fact]
    public void Add_TextWhileAttachmentsAreDue_IsRefused()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        decoder.Add(Encoding.UTF8.GetBytes(OneBinary));

        PacketFormatException error = Assert.Throws<PacketFormatException>(() => decoder.Add("""2["next"]"""u8));

        Assert.Equal(PacketFormatError.UnexpectedText, error.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""2["ev"]""")]
    [InlineData("""50-["ev"]""")]
    public void AddAttachment_WhenNoneIsDue_IsRefused(string? before)
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        if (before is not null)
        {
            decoder.Add(Encoding.UTF8.GetBytes(before));
        }

        PacketFormatException error = Assert.Throws<PacketFormatException>(() => decoder.AddAttachment(new byte[] { 1 }));

        Assert.Equal(PacketFormatError.UnexpectedBinary, error.Error);
    }

    [Fact]
    public void AddAttachment_OneTooMany_IsRefused()
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        decoder.Add(Encoding.UTF8.GetBytes(OneBinary));
        decoder.AddAttachment(new byte[] { 1 });

        Assert.Throws<PacketFormatException>(() => decoder.AddAttachment(new byte[] { 1 }));
    }

    // CVE-2022-2421
    [Theory]
    [InlineData("-1")]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("0.5")]
    [InlineData("1e0")]
    [InlineData("\"0\"")]
    [InlineData("\"splice\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[0]")]
    [InlineData("{\"num\":0}")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("0,\"num\":1")]
    [InlineData("0,\"\\u006eum\":1")]
    public void Add_PlaceholderOfNoAttachment_IsRefused(string number) => Assert.Equal(
        PacketFormatError.IllegalAttachments,
        Packets.ErrorOf($$"""51-["ev",{"a":[{"_placeholder":true,"num":{{number}}}]}]"""));

    [Theory]
    [InlineData("""{"_placeholder":true}""")]
    [InlineData("""{"\u005fplaceholder":true,"num":1}""")]
    [InlineData("""{"num":1,"_placeholder":true}""")]
    [InlineData("""{"_placeholder":false,"_placeholder":true,"num":1}""")]
    [InlineData("""{"num":1,"x":{"num":0},"_placeholder":true}""")]
    [InlineData("""{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}""")] // bytes would be multiplied
    public void Add_MalformedPlaceholder_IsRefused(string placeholder) =>
        Assert.Equal(PacketFormatError.IllegalAttachments, Packets.ErrorOf($"""51-["ev",{placeholder}]"""));

    [Theory]
    [InlineData("""{"_placeholder":false,"num":5}""")]
    [InlineData("""{"_placeholder":"true","num":5}""")]
    [InlineData("""{"_placeholder":1,"num":5}""")]
    [InlineData("""{"num":5}""")]
    [InlineData("""{"_Placeholder":true,"num":5}""")]
    [InlineData("""{"\ud800_placeholder":true,"\ud800":true,"\ud8nn":1}""", true)]
    [InlineData("""{"\ud800":1,"\udc00\ud800":{"nu\ud800m":2}}""")]
    [InlineData("""{"_placeholder":[true],"num":5}""")]
    public void Add_OrdinaryObjects_StayWhatTheyAre(string json, bool isMalformed = false)
    {
        string text = $"51-[\"ev\",{json}]";
        if (isMalformed)
        {
            Assert.Equal(PacketFormatError.InvalidPayload, Packets.ErrorOf(text));
            return;
        }

        EventArgument argument = Packets.Arguments(text, [1])[0];

        Assert.Equal((json, false), (argument.ToString(), argument.IsBinary));
    }

    [Fact]
    public void Add_PlaceholderInPlainEvent_IsAnOrdinaryObject()
    {
        EventArgument argument = Packets.Arguments("""2["ev",{"_placeholder":true,"num":"0"}]""")[0];

        Assert.False(argument.IsBinary);
        Assert.Throws<EventArgumentException>(() => argument.Get<byte[]>());
    }

    [Fact]
    public void Add_PlaceholderAsName_IsRefused() =>
        Assert.Equal(PacketFormatError.InvalidPayload, Packets.ErrorOf("""51-[{"_placeholder":true,"num":0}]"""));

    [Fact]
    public void AddAttachment_InAnyOrderOfNumbers_BindsByNumber()
    {
        EventArguments arguments = Packets.Arguments("""52-["ev",{"num":1,"_placeholder":true},{"_placeholder":true,"num":0}]""", [1], [2]);

        Assert.Equal([2], arguments[0].Get<byte[]>());
        Assert.Equal([1], arguments[1].Get<byte[]>());
    }

    [Fact]
    public void AddAttachment_ThatNothingPointsTo_IsLetThrough() =>
        Assert.Equal(2, Packets.Decode("""52-["ev",{"_placeholder":true,"num":1}]""", [1], [2]).Attachments.Count);
}
