using System.Text.Json;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

public sealed class EventArgumentTests
{
    [Theory]
    [InlineData("\"x\"", JsonValueKind.String)]
    [InlineData("{}", JsonValueKind.Object)]
    [InlineData("[]", JsonValueKind.Array)]
    [InlineData("true", JsonValueKind.True)]
    [InlineData("false", JsonValueKind.False)]
    [InlineData("null", JsonValueKind.Null)]
    [InlineData("-1", JsonValueKind.Number)]
    [InlineData("  7 ", JsonValueKind.Number)]
    public void ValueKind_OfReceived_IsThatOfTheJson(string json, JsonValueKind kind)
    {
        EventArgument argument = Packets.Arguments($"""2["ev",{json}]""")[0];

        Assert.Equal((kind, true, false, json.Trim()), (argument.ValueKind, argument.IsDefined, argument.IsBinary, argument.ToString()));
    }

    [Fact]
    public void Default_Value_IsUndefined()
    {
        EventArgument argument = default;

        Assert.Equal((JsonValueKind.Undefined, false, false, ""), (argument.ValueKind, argument.IsDefined, argument.IsBinary, argument.ToString()));
        Assert.Equal((0, null, null), (argument.Get<int>(), argument.Get<string>(), argument.Get<byte[]>()));
    }

    [Fact]
    public void IsBinary_OfPlaceholder_IsTrueAtTheTopAlone()
    {
        EventArguments arguments = Packets.Arguments("""52-["ev",{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1}]]""", [1], [2]);

        Assert.True(arguments[0].IsBinary);
        Assert.False(arguments[1].IsBinary);
        Assert.Equal([2], Assert.Single(arguments[1].Get<byte[][]>()!));
    }

    [Fact]
    public void Get_OfNull_IsTheDefault() => Assert.Equal(0, Packets.Arguments("""2["ev",null]""")[0].Get<int>());

    [Fact]
    public void Get_OfNullAsJson_IsNull()
    {
        EventArgument argument = Packets.Arguments("""2["ev",null]""")[0];

        Assert.Equal(JsonValueKind.Null, argument.Get<JsonElement>().ValueKind);
        Assert.Equal(JsonValueKind.Null, argument.Get<EventArgument>().ValueKind);
        Assert.Equal(JsonValueKind.Undefined, default(EventArgument).Get<JsonElement>().ValueKind);
    }

    [Fact]
    public void Get_OfAnotherType_NamesIt()
    {
        EventArgumentException error = Assert.Throws<EventArgumentException>(() => Packets.Arguments("""2["ev","x"]""")[0].Get<int>());

        Assert.StartsWith("The argument is no Int32", error.Message);
    }

    [Fact]
    public void Arguments_BeyondTheLast_AreUndefined()
    {
        EventArguments arguments = Packets.Arguments("""2["ev",1]""");

        Assert.False(arguments[1].IsDefined);
        Assert.Throws<ArgumentOutOfRangeException>(() => arguments[-1]);
    }

    [Fact]
    public void Arguments_OfPacketMadeHere_AreReadAsWell()
    {
        SocketIoPacket packet = SocketIoEncoder.Event("/", null, "ev", [1, new byte[] { 2 }], Packets.Json);
        var arguments = new EventArguments(packet, Packets.Json);

        Assert.Equal(2, arguments.Count);
        Assert.Equal([2], arguments[1].Get<byte[]>());
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("12345678901234567890123")]
    [InlineData("0.1000")]
    [InlineData("-0")]
    [InlineData("1E+05")]
    [InlineData("\"\\ud800 \\u0041\\/\"")]
    [InlineData("""{"\ud800":[1.0,{"a":-0.0}],"b":{},"b":[]}""")]
    public void Echo_OfReceived_IsLetterByLetter(string json)
    {
        EventArgument argument = Packets.Arguments($"""2["ev",{json}]""")[0];
        EventArgument besideBinary = Packets.Arguments($$"""51-["ev",{{json}},{"_placeholder":true,"num":0}]""", [1])[0];

        Assert.Equal($"""2["out",{json}]""", Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [argument], Packets.Json)));
        Assert.Equal($"""2["out",{json}]""", Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [besideBinary], Packets.Json)));
    }

    [Fact]
    public void Echo_OfBinary_GivesAttachmentsNewNumbers()
    {
        EventArguments received = Packets.Arguments(
            """53-["ev",{"_placeholder":true,"num":2},{"a":[{"_placeholder":true,"num":0},-0],"\ud800":{"num":1,"_placeholder":true}}]""", [1], [2], [3]);

        SocketIoPacket sent = SocketIoEncoder.Event("/", null, "out", [new byte[] { 9 }, received[1], received[0]], Packets.Json);

        Assert.Equal(
            """54-["out",{"_placeholder":true,"num":0},{"a":[{"_placeholder":true,"num":1},-0],"\ud800":{"_placeholder":true,"num":2}},{"_placeholder":true,"num":3}]|09|01|02|03""",
            Packets.WireOf(sent));
    }

    [Fact]
    public void Echo_OfAllArgumentsAsOne_IsAnArray()
    {
        EventArguments received = Packets.Arguments("""51-["ev",1,{"_placeholder":true,"num":0}]""", [7]);

        Assert.Equal(
            """51-["out",[1,{"_placeholder":true,"num":0}]]|07""",
            Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [received], Packets.Json)));
    }

    [Fact]
    public void Echo_WithinOtherValues_KeepsAttachments()
    {
        EventArgument received = Packets.Arguments("""51-["ev",[1e400,{"_placeholder":true,"num":0}]]""", [7])[0];

        Assert.Equal(
            """51-["out",{"a":[1e400,{"_placeholder":true,"num":0}],"b":null}]|07""",
            Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [new { a = received, b = default(EventArgument) }], Packets.Json)));
    }

    [Fact]
    public void Serialize_OutsideOfPackets_WritesBase64()
    {
        EventArgument received = Packets.Arguments("""51-["ev",[1,{"_placeholder":true,"num":0}]]""", [7])[0];

        Assert.Equal("""{"a":[1,"Bw=="],"b":"CA=="}""", JsonSerializer.Serialize(new { a = received, b = new byte[] { 8 } }, Packets.Json));
    }

    [Fact]
    public void Echo_OfDeepBinary_NeedsNoDeepStack()
    {
        const int Depth = 5_000;
        string json = string.Concat(Enumerable.Repeat("[", Depth)) + """{"_placeholder":true,"num":0}""" + new string(']', Depth);
        SocketIoPacket packet = Packets.Decode(new DecoderLimits(MaxJsonDepth: Depth + 2), $"51-[\"ev\",{json}]", [7])!;

        SocketIoPacket sent = SocketIoEncoder.Event("/", null, "ev", [new EventArguments(packet, Packets.Json)[0]], Packets.Json);

        Assert.Equal(Packets.WireOf(packet), Packets.WireOf(sent));
    }
}
