namespace Rpress.Tests.Http.Negotiation;

public sealed class CompressibleTypesTests
{
    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    [InlineData("application/problem+json")]
    [InlineData("application/javascript")]
    [InlineData("application/wasm")]
    [InlineData("application/x-zip-list")]
    [InlineData("image/svg+xml")]
    [InlineData("IMAGE/SVG+XML ; charset=utf-8")]
    [InlineData("font/ttf")]
    [InlineData("model/gltf+json")]
    [InlineData("x")]
    public void Contains_OfContentThatRepeatsItself_IsTrue(string type) => Assert.True(CompressibleTypes.Contains(type));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ; charset=utf-8")]
    [InlineData("image/png")]
    [InlineData("Image/WebP")]
    [InlineData("image/svg+xml2")]
    [InlineData("video/mp4; codecs=\"avc1\"")]
    [InlineData("audio/mpeg")]
    [InlineData("font/woff")]
    [InlineData(" Font/WOFF2 ;a=b")]
    [InlineData("application/zip")]
    [InlineData("application/gzip")]
    [InlineData("application/x-gzip")]
    [InlineData("application/zstd")]
    [InlineData("application/x-7z-compressed")]
    [InlineData("application/x-rar-compressed")]
    [InlineData("application/vnd.rar")]
    [InlineData("application/x-bzip2")]
    [InlineData("application/x-xz")]
    [InlineData("application/java-archive")]
    [InlineData("application/x-compressed")]
    [InlineData("application/x-gtar")]
    [InlineData("application/vnd.ms-cab-compressed")]
    [InlineData("application/x-shockwave-flash")]
    [InlineData("application/pdf")]
    [InlineData("application/octet-stream")]
    [InlineData("application/epub+zip")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public void Contains_OfContentThatIsCompressed_IsFalse(string? type) => Assert.False(CompressibleTypes.Contains(type));

    [Fact]
    public void Contains_OfAnyType_AllocatesNothing()
    {
        CompressibleTypes.Contains("application/json; charset=utf-8");
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool contains = CompressibleTypes.Contains("application/json; charset=utf-8");

        Assert.Equal((true, 0), (contains, GC.GetAllocatedBytesForCurrentThread() - before));
    }
}
