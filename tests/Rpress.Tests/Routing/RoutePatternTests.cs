namespace Rpress.Tests.Routing;

public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("users", "begin with '/'")]
    [InlineData("", "begin with '/'")]
    [InlineData("/a//b", "empty segment")]
    [InlineData("//", "empty segment")]
    [InlineData("/a/../b", "dot segments")]
    [InlineData("/:", "no parameter name")]
    [InlineData("/:a-b", "no parameter name")]
    [InlineData("/:1", "no parameter name")]
    [InlineData("/*", "no parameter name")]
    [InlineData("/*rest/a", "last segment")]
    [InlineData("/:x?/a", "last segment")]
    [InlineData("/:a/:a", "'a' twice")]
    [InlineData("/a%20b", "write it decoded")]
    [InlineData("/a?b", "no path holds")]
    [InlineData("/a\r\nb", "no path holds")]
    public void Parse_Malformed_SaysWhatAndWhy(string pattern, string reason)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RoutePattern.Parse(pattern));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Parse_MoreParametersThanAllowed_Throws()
    {
        string Pattern(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"/:p{i}"));

        Assert.Equal(RoutePattern.MaxParameters, RoutePattern.Parse(Pattern(RoutePattern.MaxParameters)).ParameterNames.Length);
        Assert.Throws<ArgumentException>(() => RoutePattern.Parse(Pattern(RoutePattern.MaxParameters + 1)));
    }

    [Theory]
    [InlineData("/api", "/users", "/api/users")]
    [InlineData("/api/", "/users", "/api/users")]
    [InlineData("/api", "/", "/api")]
    [InlineData("/", "/", "/")]
    [InlineData("", "/users", "/users")]
    [InlineData("/api", "/users/", "/api/users/")]
    public void Below_Prefix_JoinsWithOneSlash(string prefix, string pattern, string expected)
    {
        Assert.Equal(expected, RoutePattern.Parse(pattern).Below(prefix).Text);
    }
}
