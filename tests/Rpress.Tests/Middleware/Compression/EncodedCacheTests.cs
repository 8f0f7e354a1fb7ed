using System.Buffers;
using System.Text;

namespace Rpress.Tests.Middleware.Compression;

/// <summary>What is kept of encoded answers, and when it goes.</summary>
public sealed class EncodedCacheTests
{
    private static readonly CompressionConfig _config = new(256, BrotliQuality: 1, GzipLevel: 1);
    private readonly EncodedCache _cache = new(_config, maxSize: 1_000_000);

    [Fact]
    public void Content_ThatCameOnce_IsNotKept()
    {
        for (int i = 0; i < 100; i++)
        {
            _cache.Encode(Text($"page {i}"), ContentCoding.Brotli);
        }

        Assert.Equal(0, _cache.Size);
    }

    [Fact]
    public void Content_ThatComesAgain_IsEncodedOnceMoreAndThenKept()
    {
        BytesContent first = _cache.Encode(Text("page"), ContentCoding.Brotli);
        BytesContent second = _cache.Encode(Text("page"), ContentCoding.Brotli);
        BytesContent third = _cache.Encode(Text("page"), ContentCoding.Brotli);

        Assert.Same(second, third);
        Assert.NotSame(first, second);
        Assert.Equal(first.Bytes.ToArray(), third.Bytes.ToArray());
        Assert.Equal(Text("page").Identity.Length + second.Bytes.Length + EncodedCache.Overhead, _cache.Size);
    }

    [Fact]
    public void Content_InAnotherCodingOrForm_IsNotTakenForIt()
    {
        BufferedContent text = Text("page");
        BytesContent[] variants = [
            .. Repeated(() => _cache.Encode(text, ContentCoding.Brotli)),
            .. Repeated(() => _cache.Encode(text, ContentCoding.Gzip)),
            .. Repeated(() => _cache.Encode(new BytesContent(text.Identity.ToArray()), ContentCoding.Brotli))];

        Assert.Equal(3, variants.Distinct().Count());
        Assert.Equal(3, variants.Select(variant => Convert.ToHexString(variant.Bytes.Span)).Distinct().Count());
    }

    // an application may use its buffer again once the response is sent
    [Fact]
    public void Bytes_ThatChangeAfterwards_AreNotTakenForWhatTheyWere()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new string('a', 1000));
        byte[] plain = [.. bytes];
        BytesContent kept = Repeated(() => _cache.Encode(new BytesContent(bytes), ContentCoding.Gzip))[0];

        bytes[0] = (byte)'b';
        BytesContent changed = _cache.Encode(new BytesContent(bytes), ContentCoding.Gzip);

        Assert.NotEqual(kept.Bytes.ToArray(), changed.Bytes.ToArray());
        Assert.Same(kept, _cache.Encode(new BytesContent(plain), ContentCoding.Gzip));
    }

    // another thread may write to it while it is encoded
    [Fact]
    public void Bytes_ThatChangeMeanwhile_AreNeverKeptWithWhatOthersAreEncoded()
    {
        var flickering = new FlickeringContent(isKept: false);
        BytesContent kept = Repeated(() => _cache.Encode(flickering, ContentCoding.Gzip))[0];

        Assert.Equal(ContentEncoder.EncodeWhole(new BytesContent(FlickeringContent.Bytes), ContentCoding.Gzip, _config).Bytes.ToArray(), kept.Bytes.ToArray());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Content_AroundAQuarterOfTheCache_IsKeptOrNot(int beyond, bool isKept)
    {
        byte[] content = new byte[100_000];
        int encoded = ContentEncoder.EncodeWhole(new BytesContent(content), ContentCoding.Brotli, _config).Bytes.Length;
        var cache = new EncodedCache(_config, 4L * (content.Length + encoded + EncodedCache.Overhead - beyond));

        Repeated(() => cache.Encode(new BytesContent(content), ContentCoding.Brotli));

        Assert.Equal(isKept, cache.Size > 0);
    }

    [Fact]
    public void Cache_ThatIsFull_LetsGoOfWhatNobodyAsksFor()
    {
        var cache = new EncodedCache(_config, maxSize: 50_000);
        BytesContent wanted = Repeated(() => cache.Encode(Text("wanted"), ContentCoding.Brotli))[0];

        for (int i = 0; i < 200; i++)
        {
            cache.Encode(Text($"page {i}"), ContentCoding.Brotli);
            cache.Encode(Text($"page {i}"), ContentCoding.Brotli);

            Assert.Same(wanted, cache.Encode(Text("wanted"), ContentCoding.Brotli));
            Assert.InRange(cache.Size, 1, 50_000);
        }
    }

    [Fact]
    public async Task Encoding_FromManyThreads_GivesWhatWasAskedFor()
    {
        var cache = new EncodedCache(_config, maxSize: 20_000);
        string[] expected = [.. Enumerable.Range(0, 30).Select(i => Hex(ContentEncoder.EncodeWhole(Text($"page {i}"), ContentCoding.Gzip, _config)))];

        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            Assert.Equal(expected[i % 30], Hex(cache.Encode(Text($"page {i % 30}"), ContentCoding.Gzip)));
            return ValueTask.CompletedTask;
        });
    }

    private static TextContent Text(string name) => new(string.Concat(Enumerable.Repeat(name + " with some text. ", 50)));

    private static string Hex(BytesContent content) => Convert.ToHexString(content.Bytes.Span);

    // the second one is kept, the third one is it
    private static BytesContent[] Repeated(Func<BytesContent> encode)
    {
        encode();
        encode();
        return [encode()];
    }

    /// <summary>Is one thing whenever it is looked at, and another one when it is written, until it is kept.</summary>
    private sealed class FlickeringContent(bool isKept) : BufferedContent
    {
        public static byte[] Bytes { get; } = Encoding.ASCII.GetBytes(new string('a', 1000));

        public override long? Length => Bytes.Length;

        public override ReadOnlySpan<byte> Identity => Bytes;

        public override BufferedContent Kept() => new FlickeringContent(isKept: true);

        public override void WriteTo(IBufferWriter<byte> writer) => writer.Write(isKept ? Bytes : Encoding.ASCII.GetBytes(new string('b', 1000)));

        public override Task CopyToAsync(Stream body, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
