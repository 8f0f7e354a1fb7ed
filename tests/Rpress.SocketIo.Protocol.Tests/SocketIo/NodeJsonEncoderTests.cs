using System.Text.Json;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

public sealed class NodeJsonEncoderTests
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = NodeJsonEncoder.Instance };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<a href='x'>&amp;</a>", "<a href='x'>&amp;</a>")]
    [InlineData("é漢😀\u2028\u007f\u0085", "é漢😀\u2028\u007f\u0085")]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("\b\f\n\r\t", "\\b\\f\\n\\r\\t")]
    [InlineData("a\0b\u001f", "a\\u0000b\\u001f")]
    public void Write_Text_IsWhatJavaScriptWrites(string text, string expected)
    {
        string json = JsonSerializer.Serialize(text, _json);

        Assert.Equal($"\"{expected}\"", json);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
    }

    // no theory: metadata cannot hold such text
    [Fact]
    public void Write_HalfSurrogatePairs_AreReplaced()
    {
        Assert.Equal("\"😀\\ufffdx\"", JsonSerializer.Serialize("😀\ud800x", _json));
        Assert.Equal("\"\\ufffd\\ufffd\"", JsonSerializer.Serialize("\udc00\ud83d", _json));
        Assert.Equal("\"\\n\\ufffd\"", JsonSerializer.Serialize("\n\udfff", _json));
    }

    [Fact]
    public void Write_LongTextWithOneSpecial_EscapesThatAlone()
    {
        string text = new string('x', 5000) + "\n" + new string('é', 5000);

        string json = JsonSerializer.Serialize(text, _json);

        Assert.Equal($"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"", json);
    }

    [Fact]
    public void Write_PropertyNames_AreEscapedAlike()
    {
        string json = JsonSerializer.Serialize(new Dictionary<string, int> { ["😀\t"] = 1 }, _json);

        Assert.Equal("""{"😀\t":1}""", json);
    }
}
