using System.IO.Compression;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

public sealed class EncodingTests
{
    private static readonly string _css = string.Concat(Enumerable.Range(0, 200).Select(i => $".class-{i} {{ color: red; }}\n"));

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_WithCompressionOn_IsSentInTheFormTheClientLikes(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.css", _css).StartAsync(protocol, options: new() { Compression = true });

        var plain = await site.GetAsync("/a.css");
        var brotli = await site.GetAsync("/a.css", ("Accept-Encoding", "gzip, br"));
        var gzip = await site.GetAsync("/a.css", ("Accept-Encoding", "gzip, br;q=0"));

        Assert.Equal(("br", "gzip", null), (brotli.Header("Content-Encoding"), gzip.Header("Content-Encoding"), plain.Header("Content-Encoding")));
        Assert.Equal((_css, _css, _css), (Decode(brotli), Decode(gzip), plain.Text));
        Assert.InRange(brotli.Bytes.Length, 1, gzip.Bytes.Length);
        Assert.InRange(gzip.Bytes.Length, 1, _css.Length / 4);
        Assert.Equal(3, new[] { plain, brotli, gzip }.Select(reply => reply.Header("ETag")).Distinct().Count());
        Assert.All([plain, brotli, gzip], reply =>
        {
            Assert.Equal("Accept-Encoding", reply.Header("Vary"));
            Assert.Equal("text/css; charset=utf-8", reply.Header("Content-Type"));
            Assert.Equal($"{reply.Bytes.Length}", reply.Header("Content-Length"));
        });
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_ThatTheClientHas_Is304WithVary(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.css", _css).StartAsync(protocol, options: new() { Compression = true });
        var tag = (await site.GetAsync("/a.css", ("Accept-Encoding", "br"))).Header("ETag")!;

        var same = await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("If-None-Match", tag));
        var other = await site.GetAsync("/a.css", ("Accept-Encoding", "gzip"), ("If-None-Match", tag));
        var head = await site.SendAsync(HttpMethod.Head, "/a.css", ("Accept-Encoding", "br"));

        Assert.Equal((304, tag, "Accept-Encoding"), (same.Status, same.Header("ETag"), same.Header("Vary")));
        Assert.Equal((200, "gzip"), (other.Status, other.Header("Content-Encoding")));
        Assert.Equal((200, tag, "br"), (head.Status, head.Header("ETag"), head.Header("Content-Encoding")));
    }

    // a part of an encoded form would be of no use to anybody who has a part of the other
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_OfAFileWithForms_IsOfTheFileItself(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.css", _css).StartAsync(protocol, options: new() { Compression = true });
        var encoded = await site.GetAsync("/a.css", ("Accept-Encoding", "br"));

        var part = await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("Range", "bytes=0-5"));
        var beyond = await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("Range", $"bytes={_css.Length}-"));

        Assert.NotEqual(encoded.Header("ETag"), part.Header("ETag"));
        Assert.Equal((206, ".class", null), (part.Status, part.Text, part.Header("Content-Encoding")));
        Assert.Equal("Accept-Encoding", part.Header("Vary"));
        Assert.Equal((416, $"bytes */{_css.Length}"), (beyond.Status, beyond.Header("Content-Range")));
    }

    // RFC 9110 §14.2: a Range that does not count is as good as none
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Range_ThatCannotCount_GivesTheEncodedForm(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.css", _css).StartAsync(protocol, options: new() { Compression = true });
        var encoded = await site.GetAsync("/a.css", ("Accept-Encoding", "br"));
        var tag = encoded.Header("ETag")!;
        var eleven = "bytes=" + string.Join(',', Enumerable.Range(0, 11).Select(i => $"{i}-{i}"));

        foreach (var (range, condition) in new[] { ("x", "\"any\""), (eleven, tag), ("bytes=0-5", tag), ("bytes=0-5", "\"other\""), ("bytes=9999999-", tag) })
        {
            var reply = await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("Range", range), ("If-Range", condition));
            Assert.Equal((200, "br", tag), (reply.Status, reply.Header("Content-Encoding"), reply.Header("ETag")));
            Assert.Equal(encoded.Bytes, reply.Bytes);
        }

        Assert.Equal("br", (await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("Range", "x"))).Header("Content-Encoding"));
        Assert.Equal(304, (await site.GetAsync("/a.css", ("Accept-Encoding", "br"), ("Range", "x"), ("If-None-Match", tag))).Status);
    }

    [Theory]
    [InlineData(255, false)]
    [InlineData(256, true)]
    [InlineData(257, true)]
    public async Task File_BelowTheThreshold_IsNotCompressed(int length, bool isEncoded)
    {
        await using var site = await new Site().With("a.css", new string('a', length)).StartAsync(options: new() { Compression = true });

        var reply = await site.GetAsync("/a.css", ("Accept-Encoding", "br"));

        Assert.Equal((isEncoded ? "br" : null, isEncoded ? "Accept-Encoding" : null), (reply.Header("Content-Encoding"), reply.Header("Vary")));
    }

    [Theory]
    [InlineData("a.png", true)]
    [InlineData("a.zip", true)]
    [InlineData("a.css", false)]
    public async Task File_CompressedAlreadyOrWithCompressionOff_IsSentAsItIs(string name, bool compression)
    {
        await using var site = await new Site().With(name, _css).StartAsync(options: new() { Compression = compression });

        var reply = await site.GetAsync("/" + name, ("Accept-Encoding", "br, gzip"));

        Assert.Equal((_css, null, null), (reply.Text, reply.Header("Content-Encoding"), reply.Header("Vary")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Sibling_ThatLiesEncoded_IsSentWithCompressionOff(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            await using var site = await new Site()
                .With("a.css", _css).With("a.css.br", Encode(_css, "br")).With("a.css.gz", Encode(_css, "gzip"))
                .StartAsync(protocol, new() { MaxCachedFileSize = most });

            foreach (var (accept, coding) in new[] { ("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0.5, gzip", "gzip"), ("identity", null), ("zstd", null) })
            {
                var reply = await site.GetAsync("/a.css", ("Accept-Encoding", accept));
                Assert.Equal((coding, _css), (reply.Header("Content-Encoding"), Decode(reply)));
                Assert.Equal(("text/css; charset=utf-8", "Accept-Encoding"), (reply.Header("Content-Type"), reply.Header("Vary")));
                Assert.Equal("Wed, 01 Jan 2020 12:00:00 GMT", reply.Header("Last-Modified"));
                Assert.Equal(304, (await site.GetAsync("/a.css", ("Accept-Encoding", accept), ("If-None-Match", reply.Header("ETag")!))).Status);
            }
        }
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "br")]
    [InlineData(1, "br")]
    public async Task Sibling_OlderThanTheFile_IsNotSent(double seconds, string? coding)
    {
        await using var site = await new Site().With("a.css", _css).With("a.css.br", Encode(_css, "br")).Date("a.css.br", seconds).StartAsync();

        var reply = await site.GetAsync("/a.css", ("Accept-Encoding", "br"));

        Assert.Equal((coding, _css), (reply.Header("Content-Encoding"), Decode(reply)));
    }

    [Fact]
    public async Task Sibling_OutsideOrADirectoryOrEmpty_IsNotSent()
    {
        await using var site = await new Site()
            .With("root/a.css").With("outside.br").Link("root/a.css.br", "../outside.br")
            .With("root/b.css").With("root/b.css.br/x")
            .With("root/c.css").With("root/c.css.br", "")
            .StartAsync(folder: "root");

        foreach (var path in new[] { "/a.css", "/b.css", "/c.css" })
        {
            var reply = await site.GetAsync(path, ("Accept-Encoding", "br"));
            Assert.Equal(("contents", null, null), (reply.Text, reply.Header("Content-Encoding"), reply.Header("Vary")));
        }
    }

    // what does not shrink is sent as it is, though its answers vary like those of its kind
    [Fact]
    public async Task File_ThatDoesNotShrink_IsSentAsItIs()
    {
        var noise = new byte[1000];
        new Random(1).NextBytes(noise);
        await using var site = await new Site().With("a.txt", noise).StartAsync(files: new(), options: new() { Compression = true });

        var reply = await site.GetAsync("/a.txt", ("Accept-Encoding", "gzip"));

        Assert.Equal(noise, reply.Bytes);
        Assert.Null(reply.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", reply.Header("Vary"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatMayNotBeTransformed_IsSentAsItIs(HttpProtocolKind protocol)
    {
        var text = new string('x', 5000);
        await using var site = await new Site().With("a.txt", Encoding.UTF8.GetBytes(text))
            .StartAsync(protocol, files: new() { CacheControl = "public, no-transform" }, options: new() { Compression = true });

        var reply = await site.GetAsync("/a.txt", ("Accept-Encoding", "br, gzip"));

        Assert.Equal((text, null), (reply.Text, reply.Header("Content-Encoding")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task LargeFile_AsItIsAndNotModified_SaysThatItVaries(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.txt", new byte[300 * 1024]).StartAsync(protocol, options: new() { Compression = true });

        var plain = await site.GetAsync("/a.txt");
        var encoded = await site.GetAsync("/a.txt", ("Accept-Encoding", "gzip"));
        var unmodified = await site.GetAsync("/a.txt", ("Accept-Encoding", "gzip"), ("If-None-Match", encoded.Header("ETag")!));

        Assert.Equal((200, 200, 304), (plain.Status, encoded.Status, unmodified.Status));
        Assert.Equal("W/" + plain.Header("ETag"), encoded.Header("ETag"));
        Assert.All([plain, encoded, unmodified], reply => Assert.Equal("Accept-Encoding", reply.Header("Vary")));
    }

    // RFC 9110 §15.4.5: the tag is the one that 200 would have
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task LargeFile_NotModified_HasTheTagOfItsVariant(HttpProtocolKind protocol)
    {
        await using var site = await new Site().With("a.css", _css).With("a.png", _css)
            .StartAsync(protocol, new() { MaxCachedFileSize = 0, CacheControl = "no-cache" }, new() { Compression = true });

        foreach (var (path, accept) in new[] { ("/a.css", "br"), ("/a.css", "gzip"), ("/a.css", "identity"), ("/a.png", "br") })
        {
            var whole = await site.GetAsync(path, ("Accept-Encoding", accept));
            var tag = whole.Header("ETag")!;
            var unmodified = await site.GetAsync(path, ("Accept-Encoding", accept), ("If-None-Match", tag));

            Assert.Equal(whole.Header("Content-Encoding") is not null, tag.StartsWith("W/", StringComparison.Ordinal));
            Assert.Equal((304, tag, "no-cache"), (unmodified.Status, unmodified.Header("ETag"), unmodified.Header("Cache-Control")));
            Assert.Equal(whole.Header("Vary"), unmodified.Header("Vary"));
        }
    }

    // the type says what the picture is, not that it is compressed
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Picture_CompressedByItsType_IsSentInItsCoding(HttpProtocolKind protocol)
    {
        foreach (var most in new[] { 256 * 1024, 0 })
        {
            var picture = Encode(_css, "gzip");
            Assert.InRange(picture.Length, 300, 10_000);
            await using var site = await new Site().With("a.svgz", picture).With("a.svgz.br", "not this")
                .StartAsync(protocol, new() { MaxCachedFileSize = most }, new() { Compression = true });

            foreach (var accept in new[] { "br, gzip", "identity" })
            {
                var reply = await site.GetAsync("/a.svgz", ("Accept-Encoding", accept));
                Assert.Equal(("gzip", "image/svg+xml; charset=utf-8", null), (reply.Header("Content-Encoding"), reply.Header("Content-Type"), reply.Header("Vary")));
                Assert.Equal(_css, Decode(reply));
            }
        }
    }

    private static byte[] Encode(string text, string coding)
    {
        var output = new MemoryStream();
        using (Stream encoder = coding == "br" ? new BrotliStream(output, CompressionLevel.Optimal) : new GZipStream(output, CompressionLevel.Optimal))
        {
            encoder.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }

    private static string Decode(Reply reply)
    {
        using Stream decoded = reply.Header("Content-Encoding") switch
        {
            "br" => new BrotliStream(new MemoryStream(reply.Bytes), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(reply.Bytes), CompressionMode.Decompress),
            _ => new MemoryStream(reply.Bytes),
        };
        return new StreamReader(decoded).ReadToEnd();
    }
}
