using Microsoft.AspNetCore.Http;

namespace Rpress.Tests.Http.Conditional;

/// <summary>RFC 9110 §13.2.2: the order of the conditions.</summary>
public sealed class PreconditionsTests
{
    private const string Tag = "\"v2\"";
    private const string Before = "Mon, 05 Jan 2026 10:00:00 GMT";
    private const string Same = "Mon, 05 Jan 2026 10:00:01 GMT";
    private const string After = "Mon, 05 Jan 2026 10:00:02 GMT";

    private static readonly DateTimeOffset _modified = new(2026, 1, 5, 10, 0, 1, TimeSpan.Zero);

    [Theory]
    [InlineData("If-Match", Tag, "Proceed")]
    [InlineData("If-Match", "*", "Proceed")]
    [InlineData("If-Match", "\"v1\"", "Failed")]
    [InlineData("If-Match", "W/\"v2\"", "Failed")]
    [InlineData("If-Match", "v2", "Failed")]
    [InlineData("If-Unmodified-Since", Before, "Failed")]
    [InlineData("If-Unmodified-Since", Same, "Proceed")]
    [InlineData("If-Unmodified-Since", "yesterday", "Proceed")]
    [InlineData("If-None-Match", Tag, "NotModified")]
    [InlineData("If-None-Match", "W/\"v2\"", "NotModified")]
    [InlineData("If-None-Match", "*", "NotModified")]
    [InlineData("If-None-Match", "\"v1\"", "Proceed")]
    [InlineData("If-Modified-Since", Before, "Proceed")]
    [InlineData("If-Modified-Since", Same, "NotModified")]
    [InlineData("If-Modified-Since", After, "NotModified")]
    [InlineData("If-Modified-Since", "Monday, 05-Jan-26 10:00:01 GMT", "NotModified")]
    [InlineData("If-Modified-Since", "Mon Jan  5 10:00:01 2026", "NotModified")]
    [InlineData("If-Modified-Since", "2026-01-05", "Proceed")]
    [InlineData("If-Modified-Since", "0", "Proceed")]
    public void Condition_Alone_Decides(string name, string value, string expected) =>
        Assert.Equal(expected, Evaluate((name, value)));

    [Fact]
    public void IfMatch_ThatHolds_MakesIfUnmodifiedSinceVoid() =>
        Assert.Equal("Proceed", Evaluate(("If-Match", Tag), ("If-Unmodified-Since", Before)));

    [Fact]
    public void IfMatch_ThatFails_GoesBeforeIfNoneMatch() =>
        Assert.Equal("Failed", Evaluate(("If-Match", "\"v1\""), ("If-None-Match", Tag)));

    [Fact]
    public void IfUnmodifiedSince_ThatFails_GoesBeforeIfNoneMatch() =>
        Assert.Equal("Failed", Evaluate(("If-Unmodified-Since", Before), ("If-None-Match", Tag)));

    [Fact]
    public void IfNoneMatch_ThatHolds_MakesIfModifiedSinceVoid() =>
        Assert.Equal("Proceed", Evaluate(("If-None-Match", "\"v1\""), ("If-Modified-Since", After)));

    [Fact]
    public void Conditions_ThatHold_GoOnToIfNoneMatch() =>
        Assert.Equal("NotModified", Evaluate(("If-Match", Tag), ("If-None-Match", Tag)));

    [Theory]
    [InlineData(null, true)]
    [InlineData(Tag, true)]
    [InlineData(Same, true)]
    [InlineData("\"v1\"", false)]
    [InlineData("W/\"v2\"", false)]
    [InlineData("*", false)]
    [InlineData(Before, false)]
    [InlineData(After, false)]
    [InlineData("v2", false)]
    public void IfRange_OfWhatIsSent_LetsRangeCount(string? value, bool expected) =>
        Assert.Equal(expected, Preconditions.AllowRange(new HeaderDictionary { ["If-Range"] = value }, Tag, _modified));

    private static string Evaluate(params (string Name, string Value)[] fields)
    {
        var headers = new HeaderDictionary();
        foreach ((string name, string value) in fields)
        {
            headers[name] = value;
        }

        return Preconditions.Evaluate(headers, Tag, _modified).ToString();
    }
}
