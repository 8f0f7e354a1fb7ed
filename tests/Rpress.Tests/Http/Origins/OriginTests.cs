namespace Rpress.Tests.Http.Origins;

/// <summary>What is an origin as browsers send it (RFC 6454 §6.2), and which of them are equal.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("https://example.com:65535", "https://example.com:65535")]
    [InlineData("HTTPS://App.EXAMPLE.com", "https://app.example.com")]
    [InlineData("https://example.com:443", "https://example.com")]
    [InlineData("http://example.com:80", "http://example.com")]
    [InlineData("https://example.com:80", "https://example.com:80")]
    [InlineData("http://example.com:443", "http://example.com:443")]
    [InlineData("http://[::1]", "http://[::1]")]
    [InlineData("http://[0:0::1]:3000", "http://[::1]:3000")]
    [InlineData("https://[2001:DB8::1]:443", "https://[2001:db8::1]")]
    [InlineData("https://xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [InlineData("https://my_host.example", "https://my_host.example")]
    [InlineData("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop")]
    [InlineData("capacitor://localhost", "capacitor://localhost")]
    public void TryNormalize_AnOrigin_GivesItsOneForm(string text, string expected)
    {
        Assert.True(Origin.TryNormalize(text, out string? normalized));

        Assert.Equal(expected, normalized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("*")]
    [InlineData("example.com")]
    [InlineData("://example.com")]
    [InlineData("1http://example.com")]
    [InlineData("ht tp://example.com")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https:/example.com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/path")]
    [InlineData("https://example.com?query")]
    [InlineData("https://example.com#fragment")]
    [InlineData("https://user@example.com")]
    [InlineData("https://user:pass@example.com")]
    [InlineData("https://example.com https://evil.com")]
    [InlineData("https://example.com, https://evil.com")]
    [InlineData(" https://example.com")]
    [InlineData("https://example.com ")]
    [InlineData("https://example..com")]
    [InlineData("https://.example.com")]
    [InlineData("https://example.com.")]
    [InlineData("https://*.example.com")]
    [InlineData("https://example.com%2e")]
    [InlineData("https://example.com\\evil.com")]
    [InlineData("https://bücher.example")]
    [InlineData("https://\u212Aube.example")] // KELVIN SIGN: a k in lower case
    [InlineData("https://example.com:")]
    [InlineData("https://example.com:0")]
    [InlineData("https://example.com:0443")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://example.com:100000")]
    [InlineData("https://example.com:+443")]
    [InlineData("https://example.com:4a")]
    [InlineData("https://example.com:80:80")]
    [InlineData("http://::1")]
    [InlineData("http://[::1")]
    [InlineData("http://::1]")]
    [InlineData("http://[]")]
    [InlineData("http://[::1%1]")]
    [InlineData("http://[127.0.0.1]")]
    [InlineData("http://[g::1]")]
    [InlineData("http://[::1]x")]
    public void TryNormalize_AnythingElse_IsNoOrigin(string text) => Assert.False(Origin.TryNormalize(text, out _));

    [Fact]
    public void TryNormalize_TheFormOfBrowsers_CopiesNothing()
    {
        const string Sent = "https://app.example.com:8443";

        Origin.TryNormalize(Sent, out string? normalized);

        Assert.Same(Sent, normalized);
    }
}
