using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>socket.io-protocol v5: what is no packet, and what is wrong with it.</summary>
public sealed class SocketIoDecoderRefusalTests
{
    [Theory]
    [InlineData(" 2[\"ev\"]", PacketFormatError.UnknownType)]
    [InlineData("", PacketFormatError.UnknownType)]
    [InlineData("7", PacketFormatError.UnknownType)]
    [InlineData("abc", PacketFormatError.UnknownType)]
    [InlineData("/", PacketFormatError.UnknownType)]
    [InlineData(":", PacketFormatError.UnknownType)]
    [InlineData("é", PacketFormatError.UnknownType)]
    [InlineData("0[]", PacketFormatError.InvalidPayload)]
    [InlineData("0null", PacketFormatError.InvalidPayload)]
    [InlineData("0\"text\"", PacketFormatError.InvalidPayload)]
    [InlineData("0{", PacketFormatError.InvalidPayload)]
    [InlineData("0{}x", PacketFormatError.InvalidPayload)]
    [InlineData("0{}{}", PacketFormatError.InvalidPayload)]
    [InlineData("0{'a':1}", PacketFormatError.InvalidPayload)]
    [InlineData("0{\"a\":1,}", PacketFormatError.InvalidPayload)]
    [InlineData("0{}//comment", PacketFormatError.InvalidPayload)]
    [InlineData("0 ", PacketFormatError.InvalidPayload)]
    [InlineData("0/admin,[]", PacketFormatError.InvalidPayload)]
    [InlineData("1{}", PacketFormatError.InvalidPayload)]
    [InlineData("1[]", PacketFormatError.InvalidPayload)]
    [InlineData("1/admin,null", PacketFormatError.InvalidPayload)]
    [InlineData("1 ", PacketFormatError.InvalidPayload)]
    [InlineData("4[]", PacketFormatError.InvalidPayload)]
    [InlineData("4[1]", PacketFormatError.InvalidPayload)]
    [InlineData("4null", PacketFormatError.InvalidPayload)]
    [InlineData("4true", PacketFormatError.InvalidPayload)]
    [InlineData("2", PacketFormatError.InvalidPayload)]
    [InlineData("2/admin,", PacketFormatError.InvalidPayload)]
    [InlineData("2/admin[\"ev\"]", PacketFormatError.InvalidPayload)]
    [InlineData("212", PacketFormatError.InvalidPayload)]
    [InlineData("2{}", PacketFormatError.InvalidPayload)]
    [InlineData("2[]", PacketFormatError.InvalidPayload)]
    [InlineData("2[null]", PacketFormatError.InvalidPayload)]
    [InlineData("2[true]", PacketFormatError.InvalidPayload)]
    [InlineData("2[{}]", PacketFormatError.InvalidPayload)]
    [InlineData("2[[\"ev\"]]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\"", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\"]]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\"][\"ev\"]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\"]1", PacketFormatError.InvalidPayload)]
    [InlineData("2abc[\"ev\"]", PacketFormatError.InvalidPayload)]
    [InlineData("21a[\"ev\"]", PacketFormatError.InvalidPayload)]
    [InlineData("2-1[\"ev\"]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",01]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",NaN]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",undefined]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",\"\\x\"]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"ev\",\"\u001e\"]", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"\\ud800\"]", PacketFormatError.InvalidPayload)]
    [InlineData("31", PacketFormatError.InvalidPayload)]
    [InlineData("31{}", PacketFormatError.InvalidPayload)]
    [InlineData("31null", PacketFormatError.InvalidPayload)]
    [InlineData("31\"x\"", PacketFormatError.InvalidPayload)]
    [InlineData("2[\"connect\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"connect_error\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"disconnect\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"disconnecting\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"newListener\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"removeListener\"]", PacketFormatError.ReservedEvent)]
    [InlineData("2[\"\\u0063onnect\"]", PacketFormatError.ReservedEvent)]
    [InlineData("50-[\"connect\"]", PacketFormatError.ReservedEvent)]
    [InlineData("5", PacketFormatError.IllegalAttachments)]
    [InlineData("5-[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("51", PacketFormatError.IllegalAttachments)]
    [InlineData("51[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("5-1-[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("51.0-[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("5 1-[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("5/admin,1-[\"ev\"]", PacketFormatError.IllegalAttachments)]
    [InlineData("6x-[]", PacketFormatError.IllegalAttachments)]
    [InlineData("51-", PacketFormatError.InvalidPayload)]
    [InlineData("61-1{}", PacketFormatError.InvalidPayload)]
    public void Add_OfMalformedText_SaysWhy(string text, PacketFormatError error) => Assert.Equal(error, Packets.ErrorOf(text));

    [Theory]
    [InlineData("325B22FF225D")] // a byte that UTF-8 does not have
    [InlineData("325B22C0AF225D")] // an overlong form
    [InlineData("325B22EDA080225D")] // half of a surrogate pair
    [InlineData("325B22E282225D")] // cut short
    [InlineData("302FFF2C")] // in a namespace
    [InlineData("FF")]
    public void Add_OfInvalidUtf8_SaysSo(string hex) => Assert.Equal(PacketFormatError.InvalidUtf8, Packets.ErrorOf(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, PacketFormatError.TooManyAttachments)]
    [InlineData(2147483648, PacketFormatError.TooManyAttachments)]
    public void Add_Attachments_AreLimited(long count, PacketFormatError? error)
    {
        string text = $"""5{count}-["ev"]""";

        Assert.Equal(error, error is null ? Accept(text, new DecoderLimits()) : Packets.ErrorOf(text));
    }

    [Fact]
    public void Add_CountOfManyDigits_IsTooMany() =>
        Assert.Equal(PacketFormatError.TooManyAttachments, Packets.ErrorOf("5" + new string('9', 100_000) + "-[\"ev\"]"));

    [Theory]
    [InlineData("18446744073709551615", null)]
    [InlineData("00000000000000000001", null)]
    [InlineData("18446744073709551616", PacketFormatError.InvalidAckId)]
    [InlineData("000000000000000000001", PacketFormatError.InvalidAckId)]
    [InlineData("99999999999999999999999999", PacketFormatError.InvalidAckId)]
    public void Add_AckId_FitsInto64Bits(string id, PacketFormatError? error)
    {
        string text = $"""2{id}["ev"]""";

        Assert.Equal(error, error is null ? Accept(text, new DecoderLimits()) : Packets.ErrorOf(text));
    }

    [Theory]
    [InlineData("/12345678", null)]
    [InlineData("/1234567", null)]
    [InlineData("/123456789", PacketFormatError.NamespaceTooLong)]
    [InlineData("/1234é678", PacketFormatError.NamespaceTooLong)]
    public void Add_Namespace_IsLimitedInBytes(string name, PacketFormatError? error)
    {
        var limits = new DecoderLimits(MaxNamespaceLength: 9);

        Assert.All([$"0{name},", $"0{name}"], text => Assert.Equal(error, error is null ? Accept(text, limits) : Packets.ErrorOf(text, limits)));
    }

    [Theory]
    [InlineData("2", 5, null)] // the array of the event is one level
    [InlineData("2", 6, PacketFormatError.InvalidPayload)]
    [InlineData("3", 6, PacketFormatError.InvalidPayload)]
    [InlineData("0", 5, null)]
    [InlineData("0", 6, PacketFormatError.InvalidPayload)]
    [InlineData("4", 6, PacketFormatError.InvalidPayload)]
    public void Add_Json_IsLimitedInDepth(string type, int depth, PacketFormatError? error)
    {
        var limits = new DecoderLimits(MaxJsonDepth: 5);
        string nested = new string('[', depth - 1) + new string(']', depth - 1);
        string text = type is "2" or "3" ? $"""{type}["ev",{nested}]""" : $$"""{{type}}{"a":{{nested}}}""";

        Assert.Equal(error, error is null ? Accept(text, limits) : Packets.ErrorOf(text, limits));
    }

    [Fact]
    public void Add_VeryDeepJson_IsRefused() =>
        Assert.Equal(PacketFormatError.InvalidPayload, Packets.ErrorOf("2[\"ev\"," + new string('[', 500_000)));

    private static PacketFormatError? Accept(string text, DecoderLimits limits)
    {
        new SocketIoDecoder(limits).Add(Encoding.UTF8.GetBytes(text));
        return null;
    }
}
