namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>Values of msgpack as JSON: every form, and the extensions of notepack 2 and 3.</summary>
public sealed class MsgPackReadingTests
{
    [Theory]
    [InlineData("00", "0")]
    [InlineData("7f", "127")]
    [InlineData("cc ff", "255")]
    [InlineData("cd ffff", "65535")]
    [InlineData("ce ffffffff", "4294967295")]
    [InlineData("cf ffffffffffffffff", "18446744073709551615")]
    [InlineData("cf 0000000000000001", "1")] // wider than it has to be
    [InlineData("ff", "-1")]
    [InlineData("e0", "-32")]
    [InlineData("d0 80", "-128")]
    [InlineData("d0 7f", "127")]
    [InlineData("d1 8000", "-32768")]
    [InlineData("d2 80000000", "-2147483648")]
    [InlineData("d3 8000000000000000", "-9223372036854775808")]
    [InlineData("d3 0000000000000005", "5")]
    public void Integer_OfAnyForm_KeepsItsDigits(string hex, string json) => Assert.Equal(json, MsgPackHex.JsonOf(hex));

    [Theory]
    [InlineData("cb 3ff8000000000000", "1.5")]
    [InlineData("cb 3fb999999999999a", "0.1")]
    [InlineData("ca 3fc00000", "1.5")]
    [InlineData("ca 3dcccccd", "0.10000000149011612")] // JavaScript knows no other number than float64
    [InlineData("cb 4014000000000000", "5")]
    [InlineData("cb 8000000000000000", "0")]
    [InlineData("cb bff0000000000000", "-1")]
    [InlineData("cb 444b1ae4d6e2ef50", "1e+21")]
    [InlineData("cb 0000000000000001", "5e-324")]
    [InlineData("cb 7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("cb 7ff8000000000000", "null")]
    [InlineData("cb 7ff0000000000000", "null")]
    [InlineData("cb fff0000000000000", "null")]
    [InlineData("ca 7f800000", "null")]
    public void Float_OfAnyValue_IsWrittenAsJavaScriptDoes(string hex, string json) => Assert.Equal(json, MsgPackHex.JsonOf(hex));

    [Theory]
    [InlineData("c0", "null")]
    [InlineData("c2", "false")]
    [InlineData("c3", "true")]
    [InlineData("a0", "\"\"")]
    [InlineData("a1 61", "\"a\"")]
    [InlineData("a3 0a 22 5c", """
        "\n\"\\"
        """)]
    [InlineData("a4 f09f9880", "\"😀\"")]
    [InlineData("d9 01 61", "\"a\"")]
    [InlineData("da 0001 61", "\"a\"")]
    [InlineData("db 00000001 61", "\"a\"")]
    [InlineData("90", "[]")]
    [InlineData("92 01 91 02", "[1,[2]]")]
    [InlineData("dc 0001 01", "[1]")]
    [InlineData("dd 00000001 01", "[1]")]
    [InlineData("80", "{}")]
    [InlineData("82 a1 61 01 a1 62 81 a0 c0", """{"a":1,"b":{"":null}}""")]
    [InlineData("de 0001 a1 61 01", """{"a":1}""")]
    [InlineData("df 00000001 a1 61 01", """{"a":1}""")]
    public void Value_OfAnyForm_IsJson(string hex, string json) => Assert.Equal(json, MsgPackHex.JsonOf(hex));

    [Theory]
    [InlineData("c4 00", "|")]
    [InlineData("c4 02 01ff", "|01FF")]
    [InlineData("c5 0002 01ff", "|01FF")]
    [InlineData("c6 00000002 01ff", "|01FF")]
    [InlineData("c7 00 00", "|")] // notepack 2: an ArrayBuffer
    [InlineData("c7 01 00 05", "|05")]
    [InlineData("c7 08 00 0102030405060708", "|0102030405060708")]
    [InlineData("c8 0002 00 01ff", "|01FF")]
    [InlineData("c9 00000002 00 01ff", "|01FF")]
    public void Binary_OfAnyForm_IsAnAttachment(string hex, string attachment) =>
        Assert.Equal("""{"_placeholder":true,"num":0}""" + attachment, MsgPackHex.JsonOf(hex));

    [Fact]
    public void Binary_AtSeveralPlaces_IsNumberedInOrder() => Assert.Equal(
        """[{"_placeholder":true,"num":0},{"a":{"_placeholder":true,"num":1}}]|01|02""", MsgPackHex.JsonOf("92 c4 01 01 81 a1 61 c4 01 02"));

    [Theory]
    [InlineData("d4 00 00", "null")] // notepack 2: undefined
    [InlineData("d7 00 0000018cc251f400", "\"2024-01-01T00:00:00.000Z\"")] // notepack 2: a Date
    [InlineData("d7 00 ffffffffffffffff", "\"1969-12-31T23:59:59.999Z\"")]
    [InlineData("d7 00 0000000000000000", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("d6 ff 65920080", "\"2024-01-01T00:00:00.000Z\"")] // msgpack's timestamps: notepack 3
    [InlineData("d6 ff ffffffff", "\"2106-02-07T06:28:15.000Z\"")]
    [InlineData("d7 ff 1d535300 65920080", "\"2024-01-01T00:00:00.123Z\"")]
    [InlineData("c7 0c ff 00000000 0000000065920080", "\"2024-01-01T00:00:00.000Z\"")]
    [InlineData("c7 0c ff 3b9ac9ff ffffffffffffffff", "\"1969-12-31T23:59:59.999Z\"")]
    [InlineData("c7 04 ff 65920080", "\"2024-01-01T00:00:00.000Z\"")]
    [InlineData("d7 00 001eb208c2dc0000", "\"+275760-09-13T00:00:00.000Z\"")] // the last one that JavaScript has
    [InlineData("d7 00 001eb208c2dc0001", "null")]
    [InlineData("d7 00 ffe14df73d240000", "\"-271821-04-20T00:00:00.000Z\"")]
    [InlineData("d7 00 ffe14df73d23ffff", "null")]
    [InlineData("d7 00 ffffc77590fba000", "\"0000-01-01T00:00:00.000Z\"")]
    [InlineData("d7 00 ffffc77590fb9fff", "\"-000001-12-31T23:59:59.999Z\"")]
    [InlineData("d7 00 7fffffffffffffff", "null")]
    [InlineData("c7 0c ff 00000000 7fffffffffffffff", "null")]
    [InlineData("c7 0c ff 00000000 8000000000000000", "null")]
    public void Extension_OfNotepack_IsWhatJsonStringifyWrites(string hex, string json) => Assert.Equal(json, MsgPackHex.JsonOf(hex));

    [Theory]
    [InlineData("07", "7")]
    [InlineData("ff", "-1")]
    [InlineData("cf ffffffffffffffff", "18446744073709551615")]
    [InlineData("cb 3ff8000000000000", "1.5")]
    [InlineData("cb 7ff8000000000000", "NaN")]
    [InlineData("cb fff0000000000000", "-Infinity")]
    [InlineData("c3", "true")]
    [InlineData("c2", "false")]
    [InlineData("c0", "null")]
    [InlineData("d4 00 00", "undefined")]
    public void Key_ThatIsNoText_BecomesWhatJavaScriptMakesOfIt(string hex, string key) =>
        Assert.Equal($$"""{"{{key}}":1}""", MsgPackHex.JsonOf($"81 {hex} 01"));

    [Theory]
    [InlineData("c1")] // no form of msgpack
    [InlineData("")]
    [InlineData("a1")]
    [InlineData("cd 00")]
    [InlineData("cb 00")]
    [InlineData("91")]
    [InlineData("81 a1 61")]
    [InlineData("dd ffffffff 00 00")]
    [InlineData("df 80000001 00 00")]
    [InlineData("df 7fffffff 00 00")]
    [InlineData("c6 ffffffff 00")]
    [InlineData("db ffffffff 00")]
    [InlineData("c9 ffffffff 00 00")]
    [InlineData("c7 ff 00")]
    [InlineData("d4 00")]
    [InlineData("d4 01 00")] // extensions that nobody knows
    [InlineData("d8 7f 00000000000000000000000000000000")]
    [InlineData("d4 ff 00")]
    [InlineData("c7 00 ff")]
    [InlineData("d7 ff ffffffffffffffff")] // more than a second of nanoseconds
    [InlineData("c7 0c ff 3b9aca00 0000000000000000")]
    [InlineData("81 90 01")] // keys that no text stands for
    [InlineData("81 80 01")]
    [InlineData("81 c4 01 61 01")]
    [InlineData("81 d6 ff 65920080 01")]
    public void Value_ThatIsMalformed_IsRefused(string hex) => Assert.Equal(PacketFormatError.InvalidPayload, MsgPackHex.ErrorOfValue(hex));

    [Theory]
    [InlineData("a1 ff")] // a byte that UTF-8 does not have
    [InlineData("a2 c0af")] // an overlong form
    [InlineData("a3 eda080")] // half of a surrogate pair
    [InlineData("a2 e282")] // cut short
    [InlineData("81 a1 ff 01")] // in a key
    public void Text_ThatIsNotUtf8_IsRefused(string hex) => Assert.Equal(PacketFormatError.InvalidUtf8, MsgPackHex.ErrorOfValue(hex));

    // CVE-2022-2421: what looks like a placeholder would point to an attachment, of which there may be one
    [Theory]
    [InlineData("_placeholder:true num:0")]
    [InlineData("num:0 _placeholder:true")]
    [InlineData("_placeholder:true")]
    [InlineData("_placeholder:true _placeholder:false")]
    public void Map_ThatLooksLikeAPlaceholder_IsRefused(string members)
    {
        string[] parts = members.Split(' ', ':');
        string map = $"{0x80 + (parts.Length / 2):x2}"
            + string.Concat(parts.Select(part => part switch { "true" => "c3", "false" => "c2", "0" => "00", _ => MsgPackHex.Text(part) }));

        Assert.Equal(PacketFormatError.IllegalAttachments, MsgPackHex.ErrorOfValue(map));
        Assert.Equal(PacketFormatError.IllegalAttachments, MsgPackHex.ErrorOfValue("92 c4 01 61" + map));
    }

    [Theory]
    [InlineData("c2")]
    [InlineData("01")]
    [InlineData("a4 74727565")]
    public void Map_ThatIsMarkedOtherwise_IsAMap(string value) =>
        Assert.StartsWith("{\"_placeholder\":", MsgPackHex.JsonOf("81" + MsgPackHex.Text("_placeholder") + value), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, PacketFormatError.TooManyAttachments)]
    public void Binary_Count_IsLimited(int count, PacketFormatError? error)
    {
        string hex = $"{0x90 + count:x2}" + string.Concat(Enumerable.Repeat("c40107", count));

        AssertLimited(hex, new DecoderLimits(MaxAttachments: 2), error);
    }

    [Theory]
    [InlineData("91", 4, null)]
    [InlineData("91", 5, null)]
    [InlineData("91", 6, PacketFormatError.InvalidPayload)]
    [InlineData("81a161", 5, null)]
    [InlineData("81a161", 6, PacketFormatError.InvalidPayload)]
    public void Value_Depth_IsLimited(string level, int depth, PacketFormatError? error)
    {
        string hex = string.Concat(Enumerable.Repeat(level, depth - 1)) + "90";

        AssertLimited(hex, new DecoderLimits(MaxJsonDepth: 5), error);
    }

    [Fact]
    public void Value_AfterARefusedOne_IsReadAlone()
    {
        MsgPackHex.ErrorOfValue("92 c4 01 61 c1");

        Assert.Equal("[1]", MsgPackHex.JsonOf("91 01"));
    }

    private static void AssertLimited(string hex, DecoderLimits limits, PacketFormatError? error)
    {
        if (error is null)
        {
            Assert.NotEmpty(MsgPackHex.JsonOf(hex, limits));
        }
        else
        {
            Assert.Equal(error, MsgPackHex.ErrorOfValue(hex, limits));
        }
    }
}
