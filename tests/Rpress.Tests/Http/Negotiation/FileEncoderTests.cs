using System.IO.Compression;
using System.Text;

namespace Rpress.Tests.Http.Negotiation;

public sealed class FileEncoderTests
{
    private static readonly byte[] _content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("some text, again and again; ", 100)));

    [Theory]
    [InlineData("Brotli")]
    [InlineData("Gzip")]
    [InlineData("Deflate")]
    public void Encode_EachCoding_IsReadBackByItsDecoder(string coding)
    {
        byte[]? encoded = FileEncoder.Encode(_content, Enum.Parse<ContentCoding>(coding));

        Assert.InRange(encoded!.Length, 1, _content.Length / 2);
        using var decoded = new MemoryStream();
        using Stream decoder = DecoderOf(coding, new MemoryStream(encoded));
        decoder.CopyTo(decoded);
        Assert.Equal(_content, decoded.ToArray());
    }

    [Theory]
    [InlineData("Brotli")]
    [InlineData("Gzip")]
    [InlineData("Deflate")]
    public void Encode_WhatDoesNotBecomeSmaller_IsNull(string coding) =>
        Assert.Null(FileEncoder.Encode("x"u8, Enum.Parse<ContentCoding>(coding)));

    // RFC 9110 §8.4.1.2: deflate is the zlib format, which the platform's ZLibStream reads and its DeflateStream does not
    private static Stream DecoderOf(string coding, Stream encoded) => coding switch
    {
        "Brotli" => new BrotliStream(encoded, CompressionMode.Decompress),
        "Gzip" => new GZipStream(encoded, CompressionMode.Decompress),
        _ => new ZLibStream(encoded, CompressionMode.Decompress),
    };
}
