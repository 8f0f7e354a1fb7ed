using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;

namespace Rpress.Tests.Http;

public sealed class BodyDecoderTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 9);

    [Theory]
    [InlineData("", "Identity")]
    [InlineData(" , ", "Identity")]
    [InlineData("identity", "Identity")]
    [InlineData("gzip", "Gzip")]
    [InlineData("X-Gzip", "Gzip")]
    [InlineData("br", "Brotli")]
    [InlineData(" , br ,", "Brotli")]
    [InlineData("identity, gzip, Identity", "Gzip")]
    [InlineData("gzip, gzip", null)]
    [InlineData("br, gzip, br", null)]
    [InlineData("gzip, unknown", null)]
    [InlineData("unknown, gzip", null)]
    [InlineData("deflate", null)]
    [InlineData("gzip;q=1", null)]
    [InlineData("\"gzip\"", null)]
    public void CodingOf_AField_IsTheOneThatItNames(string field, string? expected) =>
        Assert.Equal(expected, BodyDecoder.CodingOf(field)?.ToString());

    [Fact]
    public void CodingOf_SeveralLines_ReadsThemAsOne()
    {
        Assert.Equal(ContentCoding.Identity, BodyDecoder.CodingOf(StringValues.Empty));
        Assert.Equal(ContentCoding.Gzip, BodyDecoder.CodingOf(new StringValues(["identity", "gzip"])));
        Assert.Null(BodyDecoder.CodingOf(new StringValues(["gzip", "br"])));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Decoding_OfAnyBytesInAnyPieces_GivesThemBack(string coding)
    {
        Gen<(byte[] Plain, int Piece, int Buffer)> cases =
            from plain in Gen.OneOf(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), Gen.Choose(0, 3).Select(value => (byte)value).ArrayOf(3000))
            from piece in Gen.Elements(1, 2, 7, 100, 10_000)
            from buffer in Gen.Elements(1, 3, 19, 1000)
            select (plain, piece, buffer);

        Prop.ForAll(Arb.From(cases), async example =>
        {
            byte[]? decoded = await DecodeAsync(coding, Encode(coding, example.Plain), example.Piece, example.Buffer);
            return example.Plain.AsSpan().SequenceEqual(decoded);
        }).Check(_config);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Decoding_OfABodyCutAnywhere_IsRefused(string coding)
    {
        byte[] whole = Encode(coding, [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * i / 7))]);

        for (int length = 1; length < whole.Length; length++)
        {
            Assert.Null(await DecodeAsync(coding, whole[..length]));
        }
    }

    // RFC 1952 §2.2 lets a member follow another; RFC 7932 knows nothing of the kind
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Decoding_OfABodyFollowedByMore_IsRefusedUnlessItIsAMember(string coding)
    {
        byte[] whole = Encode(coding, [.. "plain"u8]);

        foreach (int piece in new[] { 1, whole.Length, 10_000 })
        {
            foreach (byte[] more in new byte[][] { [0], [0x1f], [0x1f, 0x8b], [0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], whole[..^1] })
            {
                Assert.Null(await DecodeAsync(coding, [.. whole, .. more], piece));
            }

            Assert.Equal(coding == "gzip" ? "plainplain" : null, await DecodeTextAsync(coding, [.. whole, .. whole], piece));
        }
    }

    // RFC 7932 §9.1: a decoder fills its window before it gives anything
    [Theory]
    [InlineData(10, true)]
    [InlineData(16, true)]
    [InlineData(17, true)]
    [InlineData(21, true)]
    [InlineData(22, true)]
    [InlineData(23, false)]
    [InlineData(24, false)]
    public async Task Brotli_InAWindow_IsDecodedUpTo22Bits(int window, bool isDecoded)
    {
        byte[] plain = [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * i / 7))];
        byte[] encoded = new byte[4000];
        Assert.True(BrotliEncoder.TryCompress(plain, encoded, out int length, quality: 2, window));

        foreach (int piece in new[] { 1, 10_000 })
        {
            Assert.Equal(isDecoded ? plain : null, await DecodeAsync("br", encoded[..length], piece));
        }
    }

    // the extension to larger windows begins like this
    [Fact]
    public async Task Brotli_InAWindowBeyondTheStandard_IsRefused() => Assert.Null(await DecodeAsync("br", [0x11, 0x1E, 0x03]));

    // the platform's own gzip encoder makes nothing of nothing
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Decoding_OfNothing_IsNothing(string coding) => Assert.Equal("", await DecodeTextAsync(coding, []));

    // the end is told by a member of our own, which a client may send as well
    [Fact]
    public async Task Decoding_OfWhatMarksTheEnd_IsContentLikeAnyOther()
    {
        const string Mark = "The body ends here.";
        byte[] member = Encode("gzip", "The body ends here."u8.ToArray());

        Assert.Equal(Mark, await DecodeTextAsync("gzip", member, buffer: Mark.Length));
        Assert.Equal(Mark + Mark, await DecodeTextAsync("gzip", [.. member, .. member]));
    }

    // a read that nobody awaits outlives the request, and its buffer is by then another's
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Decoding_EndedDuringARead_WritesNothingMore(string coding)
    {
        var arriving = new Pipe();
        Stream decoder = coding == "br" ? new BrotliBodyStream(arriving.Reader.AsStream()) : new GzipBodyStream(arriving.Reader.AsStream());
        byte[] buffer = new byte[100];

        Task<int> read = decoder.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        await decoder.DisposeAsync();
        await arriving.Writer.WriteAsync(Encode(coding, "plain"u8.ToArray()), TestContext.Current.CancellationToken);

        Assert.NotNull(await Record.ExceptionAsync(() => read));
        Assert.Equal(new byte[100], buffer);
    }

    internal static byte[] Encode(string coding, byte[] plain)
    {
        var encoded = new MemoryStream();
        using (Stream encoder = coding == "br" ? new BrotliStream(encoded, CompressionLevel.Fastest) : new GZipStream(encoded, CompressionLevel.Fastest))
        {
            encoder.Write(plain);
        }

        return encoded.ToArray();
    }

    /// <summary>The decoded bytes; null for a body that is refused.</summary>
    internal static async Task<byte[]?> DecodeAsync(string coding, byte[] encoded, int piece = 10_000, int buffer = 1000)
    {
        var source = new PiecewiseStream(encoded, piece);
        await using Stream decoder = coding == "br" ? new BrotliBodyStream(source) : new GzipBodyStream(source);
        var plain = new MemoryStream();
        try
        {
            await decoder.CopyToAsync(plain, buffer);
            return plain.ToArray();
        }
        catch (RpressException refusal) when (refusal.Status == 400)
        {
            return null;
        }
    }

    private static async Task<string?> DecodeTextAsync(string coding, byte[] encoded, int piece = 10_000, int buffer = 1000) =>
        await DecodeAsync(coding, encoded, piece, buffer) is { } plain ? Encoding.ASCII.GetString(plain) : null;

    /// <summary>Gives at most so many bytes with each read.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
