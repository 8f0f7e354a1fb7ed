using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Rpress.TestKit;

namespace Rpress.Tests.EngineIo;

/// <summary>What is read out of a client's frames (RFC 6455 §5), however they are cut; WebSocketFrameTests has the rules on the wire.</summary>
public sealed class FrameReaderTests
{
    private const int MaxSize = 70_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public async Task Frames_InPiecesOfAnySize_GiveTheSame(int piece)
    {
        var target = new CollectingTarget();
        byte[] frames = [
            .. Frame(0x81, "short"u8),
            .. Frame(0x82, Filled(125)), .. Frame(0x82, Filled(126)), .. Frame(0x82, Filled(65_535)), .. Frame(0x82, Filled(65_536)),
            .. Frame(0x01, "ä"u8[..1]), .. Frame(0x89, "ping"u8), .. Frame(0x00, []), .. Frame(0x80, "ä"u8[1..]),
            .. Frame(0x8A, "unasked"u8), .. Frame(0x81, []), .. Frame(0x88, [3, 0xE8])];

        ReadEnd end = await ReadAsync(frames, piece, target);

        Assert.Equal(ReadEnd.Closed, end);
        Assert.Equal(
            ["t:" + Hex("short"u8), "b:" + Hex(Filled(125)), "b:" + Hex(Filled(126)), "b:" + Hex(Filled(65_535)), "b:" + Hex(Filled(65_536)), "ping:" + Hex("ping"u8), "t:" + Hex("ä"u8), "t:"],
            target.Seen);
    }

    [Theory]
    [InlineData(MaxSize - 1, false)]
    [InlineData(MaxSize, false)]
    [InlineData(MaxSize + 1, true)]
    public async Task Message_AroundTheLimit_IsTakenOrGivenUp(int size, bool isTooLarge)
    {
        var target = new CollectingTarget();

        ReadEnd end = await ReadAsync([.. Frame(0x02, Filled(10)), .. Frame(0x80, Filled(size - 10))], 1000, target);

        Assert.Equal(isTooLarge ? ReadEnd.TooLarge : ReadEnd.Closed, end);
        Assert.Equal(isTooLarge ? 0 : 1, target.Seen.Count);
    }

    // what counts is what a message has become, not the few bytes that it was compressed to
    [Theory]
    [InlineData(MaxSize - 1, false)]
    [InlineData(MaxSize, false)]
    [InlineData(MaxSize + 1, true)]
    [InlineData(50_000_000, true)]
    public async Task CompressedMessage_AroundTheLimit_IsTakenOrGivenUp(int size, bool isTooLarge)
    {
        var target = new CollectingTarget();

        ReadEnd end = await ReadAsync(Frame(0xC2, RawDeflate.Compress(new byte[size])), 1000, target, isDeflateAgreed: true);

        Assert.Equal(isTooLarge ? ReadEnd.TooLarge : ReadEnd.Closed, end);
        Assert.Equal(isTooLarge ? [] : ["b:" + Hex(new byte[size])], target.Seen);
    }

    // what does not compress grows: some clients send that form all the same
    [Theory]
    [InlineData(1, false)]
    [InlineData(100, false)]
    [InlineData(MaxSize, false)]
    [InlineData(MaxSize + 1, true)]
    public async Task CompressedMessage_LargerThanItsContent_CountsByItsContent(int size, bool isTooLarge)
    {
        var target = new CollectingTarget();
        byte[] message = new byte[size];
        new Random(1).NextBytes(message);
        byte[] compressed = RawDeflate.Compress(message);

        ReadEnd end = await ReadAsync(Frame(0xC2, compressed), 1000, target, isDeflateAgreed: true, Math.Min(size, MaxSize));

        Assert.True(compressed.Length > size);
        Assert.Equal(isTooLarge ? ReadEnd.TooLarge : ReadEnd.Closed, end);
        Assert.Equal(isTooLarge ? [] : ["b:" + Hex(message)], target.Seen);
    }

    [Fact]
    public async Task Messages_AmongCompressedOnes_AreReadAsTheyAre()
    {
        var target = new CollectingTarget();
        byte[] frames = [
            .. Frame(0xC1, RawDeflate.Compress("one"u8)), .. Frame(0x81, "two"u8), .. Frame(0xC1, [0]),
            .. Frame(0x41, RawDeflate.Compress("three"u8).AsSpan(0, 2)), .. Frame(0x80, RawDeflate.Compress("three"u8).AsSpan(2))];

        await ReadAsync(frames, 5, target, isDeflateAgreed: true);

        Assert.Equal(["t:" + Hex("one"u8), "t:" + Hex("two"u8), "t:", "t:" + Hex("three"u8)], target.Seen);
    }

    [Fact]
    public async Task Discarding_AfterTooLarge_LooksForTheCloseFrameAlone()
    {
        var target = new CollectingTarget();
        var pipe = new Pipe(new(pauseWriterThreshold: 0));
        var reader = new FrameReader(pipe.Reader, maxSize: 10, isDeflateAgreed: false, target);
        await pipe.Writer.WriteAsync(
            (byte[])[.. Frame(0x81, Filled(11)), .. Frame(0x89, "p"u8), .. Frame(0x82, Filled(5)), .. Frame(0x88, [])], TestContext.Current.CancellationToken);

        ReadEnd first = await reader.ReadAsync();
        await reader.DiscardAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(ReadEnd.TooLarge, first);
        Assert.Empty(target.Seen);
    }

    [Fact]
    public async Task Frames_OfRandomBytes_EndOrWait()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            byte[] bytes = new byte[200];
            new Random(seed).NextBytes(bytes);

            ReadEnd end = await ReadAsync(bytes, 50, new CollectingTarget(), isDeflateAgreed: seed % 2 == 0);

            Assert.True(Enum.IsDefined(end), $"Seed {seed} gave {end}.");
        }
    }

    [Fact]
    public async Task Fragments_OfNothingAndOfOneByte_AreOneMessage()
    {
        var target = new CollectingTarget();
        byte[] frames = [
            .. Frame(0x02, []),
            .. Enumerable.Range(0, 20_000).SelectMany(i => Frame(0x00, i % 10 == 0 ? "x"u8 : [])),
            .. Frame(0x80, [])];

        ReadEnd end = await ReadAsync(frames, 1000, target);

        Assert.Equal(ReadEnd.Closed, end);
        Assert.Equal(["b:" + string.Concat(Enumerable.Repeat("78", 2000))], target.Seen);
    }

    // every message's work is done; the last one's waits until there is nothing more to read
    [Fact]
    public async Task Work_OfSeveralMessages_IsAllDone()
    {
        var target = new CollectingTarget { HasWork = true };

        await ReadAsync([.. Frame(0x81, "a"u8), .. Frame(0x81, "b"u8), .. Frame(0x81, "c"u8)], 1000, target);

        await Eventually.TrueAsync(() => target.Worked == 3, "the work of three messages to be done");
    }

    // only what the connection throws is the connection's end
    [Fact]
    public async Task Target_ThatThrows_IsNotTakenForTheConnection()
    {
        var target = new CollectingTarget { Failure = new InvalidOperationException("a mistake of ours") };

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(Frame(0x81, "a"u8), 1000, target));

        Assert.Same(target.Failure, error);
    }

    private static async Task<ReadEnd> ReadAsync(byte[] bytes, int piece, CollectingTarget target, bool isDeflateAgreed = false, int maxSize = MaxSize)
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 0));
        Task<ReadEnd> reading = new FrameReader(pipe.Reader, maxSize, isDeflateAgreed, target).ReadAsync();
        foreach (byte[] part in bytes.Chunk(piece))
        {
            await pipe.Writer.WriteAsync(part, TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();
        return await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static byte[] Frame(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] mask = [0x12, 0x9A, 0xBC, 0xDE];
        byte[] length = payload.Length switch
        {
            <= 125 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0xFE, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0xFF, 0, 0, 0, 0, .. BigEndian(payload.Length)],
        };
        byte[] masked = payload.ToArray();
        for (int i = 0; i < masked.Length; i++)
        {
            masked[i] ^= mask[i % 4];
        }

        return [first, .. length, .. mask, .. masked];
    }

    private static byte[] BigEndian(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Filled(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)('a' + (i % 23)))];

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    private sealed class CollectingTarget : IFrameTarget, IThreadPoolWorkItem
    {
        private int _worked;

        public List<string> Seen { get; } = [];

        public bool HasWork { get; init; }

        public Exception? Failure { get; init; }

        public int Worked => Volatile.Read(ref _worked);

        public void OnMessage(ReadOnlyMemory<byte> message, bool isBinary)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            Seen.Add((isBinary ? "b:" : "t:") + Hex(message.Span));
        }

        public void OnPing(ReadOnlySpan<byte> payload) => Seen.Add("ping:" + Hex(payload));

        public IThreadPoolWorkItem? TakeWork() => HasWork ? this : null;

        public void Execute() => Interlocked.Increment(ref _worked);
    }
}
