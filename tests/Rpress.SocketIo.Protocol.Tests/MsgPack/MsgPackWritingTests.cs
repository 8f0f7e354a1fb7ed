namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>JSON values as msgpack, byte by byte as notepack writes them.</summary>
public sealed class MsgPackWritingTests
{
    [Theory]
    [InlineData("0", "00")]
    [InlineData("-0", "00")]
    [InlineData("127", "7F")]
    [InlineData("128", "CC80")]
    [InlineData("255", "CCFF")]
    [InlineData("256", "CD0100")]
    [InlineData("65535", "CDFFFF")]
    [InlineData("65536", "CE00010000")]
    [InlineData("4294967295", "CEFFFFFFFF")]
    [InlineData("4294967296", "CF0000000100000000")]
    [InlineData("9007199254740993", "CF0020000000000001")] // digits that JavaScript would lose
    [InlineData("18446744073709551615", "CFFFFFFFFFFFFFFFFF")]
    [InlineData("-1", "FF")]
    [InlineData("-32", "E0")]
    [InlineData("-33", "D0DF")]
    [InlineData("-128", "D080")]
    [InlineData("-129", "D1FF7F")]
    [InlineData("-32768", "D18000")]
    [InlineData("-32769", "D2FFFF7FFF")]
    [InlineData("-2147483648", "D280000000")]
    [InlineData("-2147483649", "D3FFFFFFFF7FFFFFFF")]
    [InlineData("-9223372036854775808", "D38000000000000000")]
    public void Integer_OfAnySize_HasTheShortestForm(string json, string hex) => Assert.Equal(hex, MsgPackHex.Of(json));

    // numbers as JavaScript has them: an integer is what has an integer's value, however it is written
    [Theory]
    [InlineData("1.5", "CB3FF8000000000000")]
    [InlineData("1.50", "CB3FF8000000000000")]
    [InlineData("-0.5", "CBBFE0000000000000")]
    [InlineData("1.0", "01")]
    [InlineData("-0.0", "00")]
    [InlineData("1e3", "CD03E8")]
    [InlineData("-1E+2", "D09C")]
    [InlineData("1e19", "CF8AC7230489E80000")]
    [InlineData("18446744073709551616", "CB43F0000000000000")] // 2^64
    [InlineData("-9223372036854775809", "D38000000000000000")] // the nearest float64
    [InlineData("-1e19", "CBC3E158E460913D00")]
    [InlineData("1e400", "CB7FF0000000000000")]
    [InlineData("1e-400", "00")]
    public void Number_WrittenOtherwise_IsWhatJavaScriptMakesOfIt(string json, string hex) => Assert.Equal(hex, MsgPackHex.Of(json));

    [Theory]
    [InlineData("null", "C0")]
    [InlineData("false", "C2")]
    [InlineData("true", "C3")]
    [InlineData("\"\"", "A0")]
    [InlineData("\"é\"", "A2C3A9")]
    [InlineData(" [ 1 , [ ] , { } ] ", "93019080")]
    [InlineData("""{"a":1,"b":[{"c":null},2]}""", "82A16101A1629281A163C002")]
    [InlineData("""{"a":{"b":{}},"c":[[[]]]}""", "82A16181A16280A163919190")]
    [InlineData("""
        "\"\\\/\b\f\n\r\t"
        """, "A8225C2F080C0A0D09")]
    [InlineData("\"\\u00e9\\u6f22\\ud83d\\ude00x\"", "AAC3A9E6BCA2F09F988078")]
    [InlineData("\"\\ud800\"", "A3EFBFBD")] // UTF-8 has no form for half of a pair
    [InlineData("\"\\udc00\\ud800a\"", "A7EFBFBDEFBFBD61")]
    [InlineData("\"\\ud800\\u0061\"", "A4EFBFBD61")]
    [InlineData("{\"\\u0061\\n\":1}", "81A2610A01")]
    public void Value_OfAnyKind_IsItsBytes(string json, string hex) => Assert.Equal(hex, MsgPackHex.Of(json));

    [Theory]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65535, "DAFFFF")]
    [InlineData(65536, "DB00010000")]
    public void Text_OfAnyLength_HasTheShortestHeader(int length, string header)
    {
        AssertHeader(header, length, MsgPackHex.Of($"\"{new string('x', length)}\""));
        AssertHeader(header, length, MsgPackHex.Of($"\"{string.Concat(Enumerable.Repeat("\\u0078", length))}\""));
    }

    [Theory]
    [InlineData(0, "C400")]
    [InlineData(255, "C4FF")]
    [InlineData(256, "C50100")]
    [InlineData(65535, "C5FFFF")]
    [InlineData(65536, "C600010000")]
    public void Binary_OfAnyLength_HasTheShortestHeader(int length, string header) =>
        AssertHeader(header, length, MsgPackHex.Of("""{"_placeholder":true,"num":0}""", new byte[length]));

    [Theory]
    [InlineData(15, "9F", "8F")]
    [InlineData(16, "DC0010", "DE0010")]
    [InlineData(65535, "DCFFFF", "DEFFFF")]
    [InlineData(65536, "DD00010000", "DF00010000")]
    public void Container_OfAnyCount_HasTheShortestHeader(int count, string array, string map)
    {
        AssertHeader(array, count, MsgPackHex.Of($"[{string.Join(',', Enumerable.Repeat("0", count))}]"));
        AssertHeader(map, count * 2, MsgPackHex.Of($"{{{string.Join(',', Enumerable.Repeat("\"\":0", count))}}}"));
    }

    [Fact]
    public void Placeholders_AtSeveralPlaces_AreTheBinaryThatTheyStandFor() => Assert.Equal(
        "93C40102" + "81A161" + "C40101" + "07",
        MsgPackHex.Of("""[{"_placeholder":true,"num":1},{"a":{"num":0,"\u005fplaceholder":true}},7]""", [1], [2]));

    [Theory]
    [InlineData("""{"_placeholder":true,"num":1}""")]
    [InlineData("""{"_placeholder":true}""")]
    [InlineData("""{"_placeholder":false,"num":0}""")]
    public void Object_ThatStandsForNothing_IsAMap(string json) => Assert.StartsWith("8", MsgPackHex.Of(json, [1]), StringComparison.Ordinal);

    private static void AssertHeader(string header, int rest, string hex)
    {
        Assert.StartsWith(header, hex[..Math.Min(hex.Length, header.Length)], StringComparison.Ordinal);
        Assert.Equal(header.Length + (2 * rest), hex.Length);
    }
}
