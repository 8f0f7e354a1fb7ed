using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.Tests.Http;

public sealed class RequestQueryTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261122, 7);

    [Theory]
    [InlineData("?a=1", "a", "1")]
    [InlineData("?a", "a", "")]
    [InlineData("?a=", "a", "")]
    [InlineData("?a=1=2", "a", "1=2")]
    [InlineData("?a+b=c+d", "a b", "c d")]
    [InlineData("?%61=%c3%a9", "a", "é")]
    [InlineData("?a=%zz%", "a", "%zz%")]
    [InlineData("?a=%25zz", "a", "%zz")]
    [InlineData("?a=%FF", "a", "\uFFFD")]
    [InlineData("?&&a=1&&", "a", "1")]
    public void Query_OfOnePair_HasItsValue(string raw, string name, string expected)
    {
        RequestQuery query = RequestQuery.Parse(raw);

        Assert.Equal(expected, query[name]);
        Assert.Equal(1, query.Count);
    }

    [Fact]
    public void Query_WithRepeatedName_GivesFirstAndAll()
    {
        RequestQuery query = RequestQuery.Parse("?a=1&b=2&a=3");

        Assert.Equal("1", query["a"]);
        Assert.Equal(["1", "3"], query.GetAll("a"));
        Assert.Null(query["A"]);
    }

    [Fact]
    public void TypedGetter_WithRubbish_NamesTheParameter()
    {
        RequestQuery query = RequestQuery.Parse("?page=x");

        RpressException malformed = Assert.Throws<RpressException>(() => query.Get<int>("page"));
        RpressException missing = Assert.Throws<RpressException>(() => query.Get<int>("size"));

        Assert.Equal((400, "The query parameter 'page' is not a valid integer."), (malformed.Status, malformed.Message));
        Assert.Equal((400, "The query parameter 'size' is missing."), (missing.Status, missing.Message));
        Assert.Equal(7, query.Get("size", 7));
    }

    [Fact]
    public void Query_OfAnyText_AgreesWithNaiveReference()
    {
        Gen<string> text = Gen.Elements("a", "b", "&", "=", "+", "%", "4", "1", "%41", "%c3%a9", "%C3", "é", "?", "#", "%2", "%%").ListOf()
            .Select(string.Concat);

        Prop.ForAll(Arb.From(text), raw => RequestQuery.Parse("?" + raw).SequenceEqual(Naive(raw))).Check(_config);
    }

    // WHATWG URL §5.1, word for word and byte for byte
    private static IEnumerable<KeyValuePair<string, string>> Naive(string raw)
    {
        foreach (string pair in raw.Split('&'))
        {
            if (pair.Length > 0)
            {
                string[] parts = pair.Split('=', 2);
                yield return new(NaiveDecode(parts[0]), parts.Length == 2 ? NaiveDecode(parts[1]) : "");
            }
        }
    }

    private static string NaiveDecode(string text)
    {
        byte[] input = Encoding.UTF8.GetBytes(text.Replace('+', ' '));
        var output = new List<byte>();
        for (int i = 0; i < input.Length; i++)
        {
            if (input[i] == '%' && i + 2 < input.Length && char.IsAsciiHexDigit((char)input[i + 1]) && char.IsAsciiHexDigit((char)input[i + 2]))
            {
                output.Add(Convert.FromHexString([(char)input[i + 1], (char)input[i + 2]])[0]);
                i += 2;
            }
            else
            {
                output.Add(input[i]);
            }
        }

        return Encoding.UTF8.GetString([.. output]);
    }
}
