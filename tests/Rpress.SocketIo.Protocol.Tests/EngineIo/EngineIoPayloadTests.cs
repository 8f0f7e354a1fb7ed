using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.SocketIo.Protocol.Tests.EngineIo;

/// <summary>engine.io v4, "Payload": packets with the record separator between them.</summary>
public sealed class EngineIoPayloadTests
{
    [Theory]
    [InlineData("4hello", "4hello")]
    [InlineData("4hello\u001e2", "4hello|2")]
    [InlineData("4hello\u001ebAQIDBA==\u001e2", "4hello|bAQIDBA==|2")]
    [InlineData("", "")]
    [InlineData("\u001e", "|")]
    [InlineData("2\u001e", "2|")]
    [InlineData("\u001e2", "|2")]
    [InlineData("2\u001e\u001e3", "2||3")]
    public void TakeNext_OfPayload_GivesItsPackets(string payload, string packets) =>
        Assert.Equal(packets, string.Join('|', Split(Encoding.UTF8.GetBytes(payload))));

    [Fact]
    public void TakeNext_OfAnyText_SplitsAsStringsDo() =>
        Prop.ForAll(Arb.From(Gen.Elements('\u001e', '4', 'b', 'é').ArrayOf().Select(letters => new string(letters))), text =>
            Split(Encoding.UTF8.GetBytes(text)).SequenceEqual(text.Split('\u001e'))).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("", "b")]
    [InlineData("01", "bAQ==")]
    [InlineData("01020304", "bAQIDBA==")]
    [InlineData("FBFFBF", "b+/+/")]
    public void WriteBase64_OfBytes_IsPadded(string hex, string text)
    {
        var writer = new ArrayBufferWriter<byte>();

        EngineIoPayload.WriteBase64(writer, Convert.FromHexString(hex));

        Assert.Equal(text, Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    [Fact]
    public void WriteBase64_OfAnyBytes_IsReadBack() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()), bytes =>
        {
            var writer = new ArrayBufferWriter<byte>();
            EngineIoPayload.WriteBase64(writer, bytes);
            return EngineIoPacket.TryParse(writer.WrittenMemory, out EngineIoPacket packet) && packet.IsBinary && packet.Data.Span.SequenceEqual(bytes);
        }).Check(Config.QuickThrowOnFailure);

    private static List<string> Split(ReadOnlyMemory<byte> rest)
    {
        var packets = new List<string>();
        for (bool isLast = false; !isLast;)
        {
            packets.Add(Encoding.UTF8.GetString(EngineIoPayload.TakeNext(ref rest, out isLast).Span));
        }

        return packets;
    }
}
