namespace Rpress.Tests.Http.Origins;

public sealed class OriginMatcherTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com", true)]
    [InlineData("https://example.com", "https://EXAMPLE.com:443", true)]
    [InlineData("HTTPS://Example.com:443", "https://example.com", true)]
    [InlineData("https://example.com", "http://example.com", false)]
    [InlineData("https://example.com", "https://example.com:8443", false)]
    [InlineData("https://example.com", "https://evil-example.com", false)]
    [InlineData("https://example.com", "https://example.com.evil.com", false)]
    [InlineData("https://example.com", "https://example.comevil.com", false)]
    [InlineData("https://example.com", "https://www.example.com", false)]
    [InlineData("https://example.com", "https://exampleXcom", false)]
    [InlineData("https://example.com", "https://example.com/", false)]
    [InlineData("https://example.com", "null", false)]
    [InlineData("http://[::1]:3000", "http://[0:0::1]:3000", true)]
    public void Matches_AnExactEntry_IsThatOriginAlone(string entry, string origin, bool expected) =>
        Assert.Equal(expected, new OriginMatcher([entry]).Matches(origin));

    [Theory]
    [InlineData("https://app.example.com", true)]
    [InlineData("https://APP.Example.com:443", true)]
    [InlineData("https://a-1.example.com", true)]
    [InlineData("https://xn--bcher-kva.example.com", true)]
    [InlineData("https://example.com", false)] // the bare name
    [InlineData("https://.example.com", false)]
    [InlineData("https://a.b.example.com", false)] // two labels
    [InlineData("https://evil-example.com", false)]
    [InlineData("https://evilexample.com", false)]
    [InlineData("https://app.example.com.evil.com", false)]
    [InlineData("https://evil.com/.example.com", false)]
    [InlineData("https://evil.com#.example.com", false)]
    [InlineData("https://evil.com:80.example.com", false)]
    [InlineData("https://user@a.example.com", false)]
    [InlineData("https://a_b.example.com", false)]
    [InlineData("https://*.example.com", false)] // what the entry says is no origin
    [InlineData("http://app.example.com", false)]
    [InlineData("https://app.example.com:8443", false)]
    [InlineData("null", false)]
    public void Matches_APattern_IsOneLabelInPlaceOfTheWildcard(string origin, bool expected) =>
        Assert.Equal(expected, new OriginMatcher(["https://*.example.com"]).Matches(origin));

    [Theory]
    [InlineData(1, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Matches_APattern_TakesLabelsOfDnsLength(int length, bool expected) =>
        Assert.Equal(expected, new OriginMatcher(["https://*.example.com"]).Matches($"https://{new string('a', length)}.example.com"));

    [Theory]
    [InlineData("http://*.localhost:3000", "http://app.localhost:3000", true)]
    [InlineData("http://*.localhost:3000", "http://app.localhost", false)]
    [InlineData("https://*.example.com:443", "https://app.example.com", true)]
    [InlineData("HTTPS://*.Example.com", "https://app.example.com", true)]
    public void Matches_APatternWithPort_IsOfThatPort(string entry, string origin, bool expected) =>
        Assert.Equal(expected, new OriginMatcher([entry]).Matches(origin));

    [Fact]
    public void Matches_SeveralEntries_IsAnyOfThem()
    {
        var matcher = new OriginMatcher(["https://a.example", "https://*.b.example", "http://c.example:81"]);

        Assert.All(["https://a.example", "https://x.b.example", "http://c.example:81"], origin => Assert.True(matcher.Matches(origin), origin));
        Assert.All(["https://x.a.example", "https://b.example", "http://c.example"], origin => Assert.False(matcher.Matches(origin), origin));
    }

    [Fact]
    public void Matches_TheStar_IsEveryOriginAndNothingElse()
    {
        var matcher = new OriginMatcher(["*"]);

        Assert.True(matcher.MatchesAll);
        Assert.True(matcher.Matches("https://any.example"));
        Assert.False(matcher.Matches("null"));
        Assert.False(matcher.Matches("nonsense"));
    }

    [Fact]
    public void Matches_NoEntries_IsNothing()
    {
        var matcher = new OriginMatcher([]);

        Assert.True(matcher.IsEmpty);
        Assert.False(matcher.Matches("https://example.com"));
    }

    [Theory]
    [InlineData("", "no scheme")]
    [InlineData("null", "sandboxed frames")]
    [InlineData("example.com", "no scheme")]
    [InlineData("*.example.com", "no scheme")]
    [InlineData("https://bücher.example", "xn--")]
    [InlineData("https://example.com/", "slash at the end")]
    [InlineData("https://example.com/app", "leave out the path")]
    [InlineData("https://*", "first label")]
    [InlineData("https://*example.com", "first label")]
    [InlineData("https://app.*.com", "first label")]
    [InlineData("https://*.*.example.com", "first label")]
    [InlineData("https://*.example.*", "first label")]
    [InlineData("https://*.example.com:*", "first label")]
    [InlineData("*://app.example.com", "first label")]
    [InlineData("https://*.example.com/", "first label")]
    [InlineData("http://*.0.0.1", "first label")]
    [InlineData("https://*.com", "first label")]
    [InlineData("https://*.com:8443", "first label")]
    [InlineData("http://*.[::1]", "first label")]
    [InlineData("https://user@example.com", "no origin")]
    [InlineData("https://example.com:99999", "no origin")]
    [InlineData("https://exa mple.com", "no origin")]
    public void ErrorIn_AWrongEntry_SaysWhy(string entry, string reason) =>
        Assert.Contains(reason, OriginMatcher.ErrorIn(entry), StringComparison.Ordinal);

    [Theory]
    [InlineData("*")]
    [InlineData("https://example.com")]
    [InlineData("https://*.example.com:8443")]
    public void ErrorIn_AGoodEntry_IsNull(string entry) => Assert.Null(OriginMatcher.ErrorIn(entry));
}
