using System.Text;
using System.Text.Json;

namespace Rpress.Redis.Tests.Wire;

public sealed class SurrogateHalvesTests
{
    [Theory]
    [InlineData("""["\ud800"]""", """["\ufffd"]""")]
    [InlineData("""["\uDFFFx"]""", """["\ufffdx"]""")]
    [InlineData("""["\ud83d\ude00"]""", """["\ud83d\ude00"]""")]
    [InlineData("""["\ud800\ud83d\ude00\udc00"]""", """["\ufffd\ud83d\ude00\ufffd"]""")]
    [InlineData("""["\ud800\u0041","\\ud800","\\\ud800","\"\n"]""", """["\ufffd\u0041","\\ud800","\\\ufffd","\"\n"]""")]
    public void Halves_InJson_AreReplaced(string json, string expected)
    {
        ReadOnlyMemory<byte> replaced = SurrogateHalves.Replace(Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, Encoding.UTF8.GetString(replaced.Span));
        Assert.All(JsonElement.Parse(replaced.Span).EnumerateArray(), text => Assert.NotNull(text.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\")]
    [InlineData("\\u")]
    [InlineData("\\ud80")]
    [InlineData("\\ud83d\\")]
    [InlineData("\\u+800 \\u 123")]
    public void Text_ThatIsCutShort_IsLeftAsItIs(string text)
    {
        ReadOnlyMemory<byte> replaced = SurrogateHalves.Replace(Encoding.UTF8.GetBytes(text));

        Assert.Equal(text.StartsWith("\\ud83d", StringComparison.Ordinal) ? "\\ufffd\\" : text, Encoding.UTF8.GetString(replaced.Span));
    }
}
