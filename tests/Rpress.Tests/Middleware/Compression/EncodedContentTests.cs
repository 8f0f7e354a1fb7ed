using FsCheck;
using FsCheck.Fluent;
using Rpress.Tests.Http;

namespace Rpress.Tests.Middleware.Compression;

public sealed class EncodedContentTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(20261122, 11);

    private enum Step
    {
        Write,
        WriteAsync,
        FlushAsync,
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 9)]
    [InlineData("br", 0)]
    [InlineData("br", 1)]
    [InlineData("br", 6)]
    [InlineData("br", 11)]
    public void Produce_OfAnyWritesAndFlushes_IsEncodedWhole(string coding, int level)
    {
        Gen<byte[]> piece = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), Gen.Choose(0, 3).Select(value => (byte)value).ArrayOf(1000));
        Gen<(Step Step, byte[] Piece)> step = from kind in Gen.Elements(Enum.GetValues<Step>()) from bytes in piece select (kind, bytes);

        Prop.ForAll(Arb.From(step.ListOf()), async steps =>
        {
            byte[] encoded = await ProduceAsync(coding, level, (body, _) => RunAsync(body, steps));
            byte[] expected = [.. steps.Where(example => example.Step != Step.FlushAsync).SelectMany(example => example.Piece)];
            byte[]? decoded = await BodyDecoderTests.DecodeAsync(coding, encoded);
            return expected.AsSpan().SequenceEqual(decoded);
        }).Check(_config);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Encode_OfAnyBytes_GivesThemBack(string coding)
    {
        Gen<byte[]> bytes = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), Gen.Choose(0, 1).Select(value => (byte)value).ArrayOf(20_000));

        Prop.ForAll(Arb.From(bytes), async plain =>
        {
            BytesContent encoded = ContentEncoder.EncodeWhole(new BytesContent(plain), CodingOf(coding), Settings(1));
            byte[]? decoded = await BodyDecoderTests.DecodeAsync(coding, encoded.Bytes.ToArray());
            return plain.AsSpan().SequenceEqual(decoded);
        }).Check(_config);
    }

    // what a flush has put out can be decoded, whatever comes later
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Flush_OfEveryPiece_PutsOutAllOfIt(string coding)
    {
        var sent = new MemoryStream();
        using ContentEncoder encoder = ContentEncoder.Create(CodingOf(coding), Settings(1));

        foreach (string piece in new[] { "one", new string('2', 100_000), "three" })
        {
            encoder.Encode(System.Text.Encoding.ASCII.GetBytes(piece), isLast: false);
            encoder.Flush();
        }

        using Stream decoder = coding == "br" ? new BrotliBodyStream(Output(encoder)) : new GzipBodyStream(Output(encoder));
        await Assert.ThrowsAsync<RpressException>(() => decoder.CopyToAsync(sent, TestContext.Current.CancellationToken));
        Assert.Equal($"one{new string('2', 100_000)}three", System.Text.Encoding.ASCII.GetString(sent.ToArray()));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Produce_ThatFailsMidway_WritesNoEnd(string coding)
    {
        var sent = new MemoryStream();

        await Assert.ThrowsAsync<FormatException>(() => ProduceAsync(
            coding,
            1,
            async (body, token) =>
            {
                await body.WriteAsync("half an answer"u8.ToArray(), token);
                await body.FlushAsync(token);
                throw new FormatException();
            },
            sent));

        Assert.NotEmpty(sent.ToArray());
        Assert.Null(await BodyDecoderTests.DecodeAsync(coding, sent.ToArray()));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Stream_KeptBeyondItsResponse_TellsSo(string coding)
    {
        Stream? kept = null;
        await ProduceAsync(coding, 1, (body, _) =>
        {
            kept = body;
            return Task.CompletedTask;
        });

        Assert.False(kept!.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => kept.Write("late"u8));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.FlushAsync(TestContext.Current.CancellationToken));
    }

    private static MemoryStream Output(ContentEncoder encoder) => new(encoder.Output.Bytes.ToArray());

    private static ContentCoding CodingOf(string name) => ContentCodings.Parse(name)!.Value;

    private static CompressionConfig Settings(int level) => new(256, level, Math.Clamp(level, 1, 9));

    private static async Task RunAsync(Stream body, IEnumerable<(Step Step, byte[] Piece)> steps)
    {
        foreach ((Step step, byte[] piece) in steps)
        {
            switch (step)
            {
                case Step.Write:
                    body.Write(piece);
                    break;
                case Step.WriteAsync:
                    await body.WriteAsync(piece);
                    break;
                default:
                    await body.FlushAsync();
                    break;
            }
        }
    }

    private static async Task<byte[]> ProduceAsync(string coding, int level, Func<Stream, CancellationToken, Task> write, MemoryStream? sent = null)
    {
        sent ??= new();
        var content = new EncodedContent(new Written(write), CodingOf(coding), Settings(level));
        await content.ProduceAsync(sent, null!);
        return sent.ToArray();
    }

    /// <summary>Content that looks at no request.</summary>
    private sealed class Written(Func<Stream, CancellationToken, Task> write) : ProducerContent
    {
        public override Task ProduceAsync(Stream body, RequestPayload request) => write(body, CancellationToken.None);
    }
}
