using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress.Tests.EngineIo;

/// <summary>RFC 7692 §7.2.1: the compressed form of a message, which all connections with permessage-deflate share.</summary>
public sealed class DeflatedMessageTests
{
    private static readonly PerMessageDeflateConfig _config = new() { Threshold = 100 };
    private static readonly byte[] _dull = new byte[1000];
    private static readonly byte[] _random = RandomNumberGenerator.GetBytes(1000);

    [Fact]
    public void Deflated_OfALongText_IsOneCompressedFrameThatIsMadeOnce()
    {
        OutgoingMessage message = HandEngine.Text(new string('x', 1000));

        OutgoingMessage deflated = message.Deflated(_config);

        (byte first, byte[] payload) = Assert.Single(FramesOf(deflated));
        Assert.Equal(0xC1, first);
        Assert.Equal("4" + new string('x', 1000), System.Text.Encoding.UTF8.GetString(Inflate(payload)));
        Assert.Same(deflated, message.Deflated(_config));
        Assert.False(deflated.SingleFrame(asText: false).IsEmpty);
        Assert.Equal(OutgoingMessage.Overhead + deflated.SingleFrame(asText: false).Length, deflated.Size);
    }

    [Theory]
    [InlineData(98, false)] // and the packet's type
    [InlineData(99, true)]
    public void Deflated_AroundTheThreshold_IsCompressedFromItOn(int length, bool isCompressed)
    {
        OutgoingMessage message = HandEngine.Text(new string('x', length));

        Assert.Equal(isCompressed, message.Deflated(_config) != message);
    }

    [Fact]
    public void Deflated_OfWhatDoesNotBecomeSmaller_IsTheMessageItself()
    {
        OutgoingMessage random = OutgoingMessage.Binary(_random);
        OutgoingMessage empty = OutgoingMessage.Binary(ReadOnlyMemory<byte>.Empty);

        Assert.Same(random, random.Deflated(_config));
        Assert.Same(empty, empty.Deflated(new() { Threshold = 0 }));
        Assert.Same(OutgoingMessage.Ping, OutgoingMessage.Ping.Deflated(new() { Threshold = 0 }));
    }

    [Fact]
    public void Deflated_OfABinaryEvent_HasEachFrameInItsBetterForm()
    {
        SocketIoPacket packet = SocketIoEncoder.Event("/", null, "e", [_dull, _random, new byte[99]], EventJson.Complete(new JsonSerializerOptions()));
        OutgoingMessage message = OutgoingMessage.Of(SocketIoParser.Default.Encode(packet));

        IReadOnlyList<(byte First, byte[] Payload)> frames = FramesOf(message.Deflated(_config));

        Assert.Equal([0x81, 0xC2, 0x82, 0x82], frames.Select(frame => (int)frame.First));
        Assert.Equal(_dull, Inflate(frames[1].Payload));
        Assert.Equal(_random, frames[2].Payload);
        Assert.Equal(new byte[99], frames[3].Payload);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Deflated_AtEachLevel_SaysTheSame(int level)
    {
        byte[] data = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i >> 7))];

        (byte _, byte[] payload) = Assert.Single(FramesOf(OutgoingMessage.Binary(data).Deflated(new() { Level = level })));

        Assert.Equal(data, Inflate(payload));
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using var inflater = new DeflateStream(new MemoryStream([.. deflated, 0, 0, 0xFF, 0xFF]), CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflater.CopyTo(output);
        return output.ToArray();
    }

    private static IReadOnlyList<(byte First, byte[] Payload)> FramesOf(OutgoingMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        message.WriteFrames(output, asText: false);
        return WireFrames.Of(output.WrittenSpan);
    }
}
