using Microsoft.Extensions.Primitives;

namespace Rpress.Tests.Http.Negotiation;

/// <summary>RFC 9110 §12.5.3.</summary>
public sealed class AcceptEncodingTests
{
    private const ContentCoding Both = ContentCoding.Brotli | ContentCoding.Gzip;

    [Theory]
    [InlineData("br", "Brotli")]
    [InlineData("gzip", "Gzip")]
    [InlineData("x-gzip", "Gzip")]
    [InlineData("GZIP", "Gzip")]
    [InlineData("gzip, deflate, br, zstd", "Brotli")]
    [InlineData("gzip;q=1.0, br;q=1.000", "Brotli")]
    [InlineData("gzip;q=1.0, br;q=0.999", "Gzip")]
    [InlineData("br;q=0, gzip", "Gzip")]
    [InlineData("br;q=0.000, gzip;q=0.001", "Gzip")]
    [InlineData("*", "Brotli")]
    [InlineData("*, br;q=0", "Gzip")]
    [InlineData("gzip;q=0.5, *;q=0.7", "Brotli")]
    [InlineData("*;q=0", "Identity")]
    [InlineData("gzip, *;q=0", "Gzip")]
    [InlineData("identity", "Identity")]
    [InlineData("identity;q=0", "Identity")]
    [InlineData("identity;q=0, *", "Brotli")]
    [InlineData("identity, gzip;q=0.5", "Identity")]
    [InlineData("identity, gzip", "Gzip")]
    [InlineData("deflate, zstd", "Identity")]
    [InlineData("", "Identity")]
    [InlineData(" , ,gzip , ", "Gzip")]
    [InlineData("br ; q=0.5 , gzip ;q=0.4", "Brotli")]
    [InlineData("brotli, gzipped, xbr", "Identity")]
    [InlineData("br;q=2, gzip;q=0.1", "Gzip")]
    [InlineData("br;q=1.001, gzip", "Gzip")]
    [InlineData("br;q=0.1234, gzip;q=0.1", "Gzip")]
    [InlineData("br;q=, gzip;q=0.1", "Gzip")]
    [InlineData("br;level=4, gzip;q=0.1", "Gzip")]
    [InlineData("br;q=-1, gzip;q=0.1", "Gzip")]
    public void Choose_ByTheField_TakesTheBest(string field, string expected) =>
        Assert.Equal(expected, AcceptEncoding.Choose(field, Both).ToString());

    [Theory]
    [InlineData("gzip, deflate, br", "Brotli")]
    [InlineData("deflate, gzip", "Gzip")]
    [InlineData("deflate", "Deflate")]
    [InlineData("deflate, gzip;q=0.9", "Deflate")]
    [InlineData("deflate;q=0.5, identity", "Identity")]
    [InlineData("deflate;q=0, identity;q=0", "Identity")]
    [InlineData("*, br;q=0, gzip;q=0", "Deflate")]
    public void Choose_WhereDeflateCanBeSent_TakesItAfterTheOthers(string field, string expected) =>
        Assert.Equal(expected, AcceptEncoding.Choose(field, Both | ContentCoding.Deflate).ToString());

    [Fact]
    public void Choose_WithoutTheField_IsIdentity() =>
        Assert.Equal(ContentCoding.Identity, AcceptEncoding.Choose(StringValues.Empty, Both));

    [Fact]
    public void Choose_OfSeveralLines_ReadsThemAsOne() =>
        Assert.Equal(ContentCoding.Gzip, AcceptEncoding.Choose(new StringValues(["gzip", "br;q=0.5"]), Both));

    [Fact]
    public void Choose_OfWhatThereIs_TakesNothingElse()
    {
        Assert.Equal(ContentCoding.Gzip, AcceptEncoding.Choose("br, gzip;q=0.1", ContentCoding.Gzip));
        Assert.Equal(ContentCoding.Identity, AcceptEncoding.Choose("br, gzip", ContentCoding.Identity));
    }
}
