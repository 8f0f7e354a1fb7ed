using System.Text.RegularExpressions;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed partial class CorsTests(CorsFixture sample) : IClassFixture<CorsFixture>
{
    [Fact]
    public async Task Page_Get_CarriesSecurityHeadersAndItsOwnPolicy()
    {
        string api = await FindApiAsync();
        using HttpResponseMessage page = await sample.Client.GetAsync("/", TestContext.Current.CancellationToken);
        using HttpResponseMessage script = await sample.Client.GetAsync("/page.js", TestContext.Current.CancellationToken);

        Assert.Contains(api, await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"default-src 'self'; connect-src {api}", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.Equal("SAMEORIGIN", script.Headers.GetValues("X-Frame-Options").Single());
    }

    [Theory]
    [InlineData("/orders", "page", "page")]
    [InlineData("/nowhere", "page", "page")]
    [InlineData("/orders", "https://evil.example", null)]
    [InlineData("/prices", "https://evil.example", "*")]
    [InlineData("/stock", "https://north.shops.example", "https://north.shops.example")]
    [InlineData("/stock", "https://bakery.example", "https://bakery.example")]
    [InlineData("/stock", "https://shops.example", null)]
    [InlineData("/metrics", "page", null)]
    public async Task Api_ByOrigin_AllowsWhatTheSampleSays(string path, string origin, string? allowed)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, origin);

        Assert.Equal(allowed == "page" ? PageOrigin : allowed, Value(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_OfThePage_IsAllowed()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Options, "/orders/1", "page", "PUT");

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal(PageOrigin, Value(response, "Access-Control-Allow-Origin"));
        Assert.Equal("PUT", Value(response, "Access-Control-Allow-Methods"));
        Assert.Equal("3600", Value(response, "Access-Control-Max-Age"));
    }

    private string PageOrigin => sample.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string origin, string? asksFor = null)
    {
        using var request = new HttpRequestMessage(method, await FindApiAsync() + path);
        request.Headers.Add("Origin", origin == "page" ? PageOrigin : origin);
        if (asksFor is not null)
        {
            request.Headers.Add("Access-Control-Request-Method", asksFor);
        }

        return await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    // the page's server listens first, and is the one that the fixture waits for
    private async Task<string> FindApiAsync()
    {
        await Eventually.TrueAsync(
            () => sample.Output.Contains("in a browser", StringComparison.Ordinal) && ListeningLine().Count(sample.Output) == 2, "the API to listen");
        return ListeningLine().Matches(sample.Output)[1].Groups["url"].Value;
    }

    private static string? Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    [GeneratedRegex(@"Listening on (?<url>http://\S+)")]
    private static partial Regex ListeningLine();
}
