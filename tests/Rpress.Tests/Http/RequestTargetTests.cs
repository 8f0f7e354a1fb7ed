namespace Rpress.Tests.Http;

public sealed class RequestTargetTests
{
    // RFC 3986 §5.2.4 and §6.2.2: dot segments go, escapes are decoded, and only what would change the segments stays encoded.
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/../../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/a//../b", "/a/b")]
    [InlineData("/...", "/...")]
    [InlineData("/.hidden", "/.hidden")]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%252Fb", "/a%252Fb")]
    [InlineData("/100%25", "/100%25")]
    [InlineData("/..%2f..%2fetc", "/..%2F..%2Fetc")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/a%5Cb", "/a\\b")]
    [InlineData("http://example.org/a?b", "/a")]
    [InlineData("http://example.org", "/")]
    [InlineData("http://example.org?q=1", "/")]
    [InlineData("*", "*")]
    public void Path_WellFormed_IsCanonical(string raw, string expected)
    {
        bool parsed = RequestTarget.TryParse(raw, out RequestTarget target, out string? error);

        Assert.True(parsed, error);
        Assert.Equal(expected, target.Path);
    }

    [Theory]
    [InlineData("/%")]
    [InlineData("/%2")]
    [InlineData("/%zz")]
    [InlineData("/%u0041")]
    [InlineData("/%C0%AE")]
    [InlineData("/%E4")]
    [InlineData("/%ED%A0%80")]
    [InlineData("/%00")]
    [InlineData("/a%0d%0ab")]
    [InlineData("/%1b[31m")]
    [InlineData("/%7f")]
    [InlineData("/%C2%85")]
    [InlineData("/a#b")]
    [InlineData("/ä")]
    [InlineData("example.org:80")]
    [InlineData("")]
    public void Path_Malformed_IsRefusedWithReason(string raw)
    {
        bool parsed = RequestTarget.TryParse(raw, out _, out string? error);

        Assert.False(parsed);
        Assert.NotNull(error);
    }

    [Theory]
    [InlineData("/a?b=c", "?b=c")]
    [InlineData("/a?", "?")]
    [InlineData("/a", "")]
    [InlineData("/a%20?b?c", "?b?c")]
    [InlineData("http://example.org?q=1", "?q=1")]
    public void Query_AfterQuestionMark_StaysAsSent(string raw, string expected)
    {
        Assert.True(RequestTarget.TryParse(raw, out RequestTarget target, out _));

        Assert.Equal(expected, target.Query);
    }

    [Theory]
    [InlineData("/a%20b?c?d", "/a%20b")]
    [InlineData("/a", "/a")]
    [InlineData("http://example.org/%7e?q", "/%7e")]
    [InlineData("http://example.org", "/")]
    [InlineData("*", "*")]
    [InlineData("/%zz?secret", "/%zz")]
    [InlineData("rubbish?secret", "rubbish")]
    [InlineData("", "")]
    public void RawPath_OfAnyTarget_IsWhatWasSentWithoutTheQuery(string raw, string expected) => Assert.Equal(expected, RequestTarget.RawPathOf(raw));
}
