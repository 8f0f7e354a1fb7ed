namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class StaticFilesConfigTests
{
    [Theory]
    [InlineData("/", "")]
    [InlineData("/assets", "/assets")]
    [InlineData("/assets/", "/assets")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/.well-known", "/.well-known")]
    [InlineData("/100%", "/100%25")]
    public void Prefix_ThatIsAPath_IsTakenWithoutItsSlash(string prefix, string expected) =>
        Assert.Equal(expected, StaticFilesConfig.From(prefix, ".", new()).Prefix);

    [Theory]
    [InlineData("")]
    [InlineData("assets")]
    [InlineData("//")]
    [InlineData("//assets")]
    [InlineData("/a//b")]
    [InlineData("/a//")]
    [InlineData("/a/../b")]
    [InlineData("/./a")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a\nb")]
    public void Prefix_ThatIsNone_Throws(string prefix)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RpressApp().ServeStatic(prefix, "."));

        Assert.Equal("prefix", error.ParamName);
        Assert.Contains("begins with '/'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public void Directory_ThatIsNoPath_Throws(string directory) =>
        Assert.Equal("directory", Assert.Throws<ArgumentException>(() => new RpressApp().ServeStatic("/", directory)).ParamName);

    [Theory]
    [InlineData("")]
    [InlineData("../index.html")]
    [InlineData("/index.html")]
    [InlineData("app/")]
    [InlineData(".hidden")]
    [InlineData("a//b")]
    public void SpaFallback_ThatIsNoFileBelow_Throws(string file) =>
        Assert.Contains("SpaFallback", Throws<ArgumentException>(new() { SpaFallback = file }), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a/index.html")]
    [InlineData("..")]
    public void IndexFile_ThatIsNoName_Throws(string file) =>
        Assert.Contains("IndexFile", Throws<ArgumentException>(new() { IndexFile = file }), StringComparison.Ordinal);

    [Fact]
    public void Values_ThatCouldEndAField_Throw()
    {
        Assert.Contains("Cache-Control", Throws<ArgumentException>(new() { CacheControl = "no-cache\r\nX: y" }), StringComparison.Ordinal);
        Assert.Contains(".md", Throws<ArgumentException>(new() { ContentTypes = { [".md"] = "a\nb" } }), StringComparison.Ordinal);
        Assert.Contains("ContentTypes", Throws<ArgumentException>(new() { ContentTypes = { ["."] = "text/plain" } }), StringComparison.Ordinal);
        Assert.Contains("ContentTypes", Throws<ArgumentException>(new() { ContentTypes = { [".md"] = "" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_BelowZero_Throw()
    {
        Assert.Contains("MaxCachedFileSize", Throws<ArgumentOutOfRangeException>(new() { MaxCachedFileSize = -1 }), StringComparison.Ordinal);
        Assert.Contains("CacheSize", Throws<ArgumentOutOfRangeException>(new() { CacheSize = -1 }), StringComparison.Ordinal);
        Assert.Equal((0, 0), StaticFilesConfig.From("/", ".", new() { MaxCachedFileSize = 0, CacheSize = 0 }) is var config
            ? (config.MaxCachedFileSize, config.CacheSize)
            : default);
    }

    [Fact]
    public void Options_ChangedAfterwards_HaveNoEffect()
    {
        var options = new StaticFilesOptions { ContentTypes = { ["md"] = "text/x" } };
        StaticFilesConfig config = StaticFilesConfig.From("/", ".", options);

        options.ContentTypes["md"] = "text/y";

        Assert.Equal("text/x", config.ContentTypes[".MD"]);
    }

    private static string Throws<TError>(StaticFilesOptions options)
        where TError : ArgumentException => Assert.Throws<TError>(() => new RpressApp().ServeStatic("/", ".", options)).Message;
}
