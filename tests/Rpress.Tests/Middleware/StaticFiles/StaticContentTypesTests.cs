using System.Collections.Frozen;

namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class StaticContentTypesTests
{
    [Theory]
    [InlineData(".html", "text/html; charset=utf-8")]
    [InlineData(".css", "text/css; charset=utf-8")]
    [InlineData(".CSS", "text/css; charset=utf-8")]
    [InlineData(".js", "text/javascript; charset=utf-8")]
    [InlineData(".mjs", "text/javascript; charset=utf-8")]
    [InlineData(".txt", "text/plain; charset=utf-8")]
    [InlineData(".xml", "text/xml; charset=utf-8")]
    [InlineData(".json", "application/json; charset=utf-8")]
    [InlineData(".svg", "image/svg+xml; charset=utf-8")]
    [InlineData(".svgz", "image/svg+xml; charset=utf-8")]
    [InlineData(".webmanifest", "application/manifest+json; charset=utf-8")]
    [InlineData(".png", "image/png")]
    [InlineData(".woff2", "font/woff2")]
    [InlineData(".wasm", "application/wasm")]
    [InlineData(".md", "text/x-mine")]
    [InlineData(".new", "application/x-new")]
    [InlineData(".unknown", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void Type_OfAnExtension_IsKnown(string extension, string expected)
    {
        var own = new Dictionary<string, string> { [".md"] = "text/x-mine", [".new"] = "application/x-new" };
        var types = new StaticContentTypes(own.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

        Assert.Equal(expected, types.TypeOf(extension));
    }

    [Theory]
    [InlineData(".svgz", false, "Gzip")]
    [InlineData(".SVGZ", false, "Gzip")]
    [InlineData(".svgz", true, "Identity")]
    [InlineData(".svg", false, "Identity")]
    [InlineData(".gz", false, "Identity")]
    public void Coding_OfAnExtension_IsThatOfCompressedPictures(string extension, bool isOwn, string expected)
    {
        var own = isOwn ? new Dictionary<string, string> { [extension] = "application/x-mine" } : [];

        Assert.Equal(expected, new StaticContentTypes(own.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)).CodingOf(extension).ToString());
    }
}
