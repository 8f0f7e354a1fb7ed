using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace Rpress.SampleTests.Samples;

public sealed partial class StaticFilesTests(StaticFilesFixture sample) : IClassFixture<StaticFilesFixture>
{
    [Fact]
    public async Task Page_WithAllItLinksTo_IsServed()
    {
        (int status, string page) = await sample.GetAsync("/");

        Assert.Equal(200, status);
        string[] targets = [.. Target().Matches(page).Select(match => match.Groups["target"].Value).Distinct()];
        Assert.Equal(["/lighthouse.svg", "/style.css", "/script.js", "/downloads/", "/app/", "/api/time"], targets);
        foreach (string target in targets)
        {
            Assert.Equal(200, (await sample.GetAsync(target)).Status);
        }
    }

    [Fact]
    public async Task Style_ThatLiesEncoded_IsSentLikeThatAndIsTheSame()
    {
        using HttpResponseMessage encoded = await SendAsync("/style.css", ("Accept-Encoding", "br"));
        await using var decoder = new BrotliStream(await encoded.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(decoder);

        Assert.Equal("br", Assert.Single(encoded.Content.Headers.ContentEncoding));
        Assert.Equal((200, await reader.ReadToEndAsync(TestContext.Current.CancellationToken)), await sample.GetAsync("/style.css"));
    }

    [Fact]
    public async Task Script_ForAClientThatTakesGzip_IsCompressed()
    {
        using HttpResponseMessage response = await SendAsync("/script.js", ("Accept-Encoding", "gzip"));

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Page_AskedForAgain_Is304()
    {
        using HttpResponseMessage first = await SendAsync("/");
        using HttpResponseMessage second = await SendAsync("/", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.NotModified, "no-cache"), (second.StatusCode, second.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task Downloads_AreListed_AndServedInParts()
    {
        (int status, string page) = await sample.GetAsync("/downloads/");
        using HttpResponseMessage part = await SendAsync("/downloads/reports/tides.csv", ("Range", "bytes=0-3"));
        using HttpResponseMessage log = await SendAsync("/downloads/harbour.log");

        Assert.Equal(200, status);
        Assert.Equal(["reports/", "harbour.log", "readme.txt"], Target().Matches(page).Select(match => match.Groups["target"].Value));
        Assert.Equal((HttpStatusCode.PartialContent, "time"), (part.StatusCode, await part.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("text/plain; charset=utf-8", log.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task App_OnAPathOfItsOwn_GetsItsPage()
    {
        Assert.Equal(await sample.GetAsync("/app/"), await sample.GetAsync("/app/ships/alma"));
        Assert.Equal(404, (await sample.GetAsync("/app/missing.js")).Status);
        Assert.Equal(404, (await sample.GetAsync("/ships/alma")).Status);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("(?:href|src)=\"(?<target>[^\"]+)\"")]
    private static partial Regex Target();
}
