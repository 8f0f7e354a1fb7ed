namespace Rpress.Tests.Http;

public sealed class RpressCookieTests
{
    [Fact]
    public void Cookie_WithDefaults_IsHostOnlyLaxAndHttpOnly()
    {
        Assert.Equal("token=abc123; Path=/; SameSite=Lax; HttpOnly", new RpressCookie("token", "abc123").ToString());
    }

    [Fact]
    public void Cookie_WithEverything_WritesEveryAttribute()
    {
        var cookie = new RpressCookie("token", "abc")
        {
            Path = "/app",
            Domain = "example.com",
            MaxAge = TimeSpan.FromHours(1),
            Expires = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(2)),
            SameSite = SameSite.None,
            HttpOnly = false,
            Secure = true,
            Partitioned = true,
        };

        Assert.Equal(
            "token=abc; Path=/app; Domain=example.com; Max-Age=3600; Expires=Sun, 22 Nov 2026 08:00:00 GMT; SameSite=None; Secure; Partitioned",
            cookie.ToString());
    }

    [Theory]
    [InlineData("a b", "1")]
    [InlineData("", "1")]
    [InlineData("a;b", "1")]
    [InlineData("a", "1; Domain=evil.example")]
    [InlineData("a", "1\r\nSet-Cookie: b=2")]
    [InlineData("a", "\u010d")]
    [InlineData("a", "two words")]
    [InlineData("a", "\"quoted\"")]
    [InlineData("a", "x,y")]
    public void Cookie_ThatCouldInject_ThrowsAtTheCall(string name, string value)
    {
        Assert.Throws<ArgumentException>(() => new RpressCookie(name, value));
    }

    [Theory]
    [InlineData("/; Domain=evil.example", null)]
    [InlineData("/\r\n", null)]
    [InlineData("/", "a.example; Secure")]
    [InlineData("/", "\u560a")]
    public void Attribute_ThatCouldInject_ThrowsWhenSet(string path, string? domain)
    {
        var cookie = new RpressCookie("a", "1") { Path = path, Domain = domain };

        Assert.Throws<ArgumentException>(() => ResponsePayload.Empty().WithCookie(cookie));
    }

    // RFC 6265bis §4.1.3, §5.6.7
    [Fact]
    public void Cookie_ThatBrowsersWouldDrop_Throws()
    {
        RpressCookie[] dropped =
        [
            new("a", "1") { SameSite = SameSite.None },
            new("a", "1") { Partitioned = true },
            new("__Secure-a", "1"),
            new("__Host-a", "1") { Secure = true, Path = "/app" },
            new("__Host-a", "1") { Secure = true, Domain = "example.com" },
            new("__Host-a", "1"),
        ];

        Assert.All(dropped, cookie => Assert.Throws<ArgumentException>(cookie.ToString));
        Assert.Contains("__Host-a=1", new RpressCookie("__Host-a", "1") { Secure = true }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_Named_ExpiresInThePast()
    {
        string cookie = RpressCookie.Delete("token", "/app").ToString();

        Assert.Equal("token=; Path=/app; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax; HttpOnly", cookie);
    }
}
