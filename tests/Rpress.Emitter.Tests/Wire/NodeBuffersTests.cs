using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.Emitter.Tests.Wire;

public sealed class NodeBuffersTests
{
    [Theory]
    [InlineData("""["a",1,{"x":null}]""")]
    [InlineData("""["Buffer",{"type":"Buffer"},{"type":"Buffer","data":"x"},{"data":[1],"type":"Buffer"}]""")]
    [InlineData("""[{"type":"Buffer","data":[256]},{"type":"Buffer","data":[-1]},{"type":"Buffer","data":[1.5]},{"type":"Buffer","data":[1],"x":2}]""")]
    [InlineData("""[{"type":"Buffer","data":[[1]]},{"type":"Buffer","data":[1,"2"]},{"kind":{"type":"Other","data":[1]}}]""")]
    public void Value_WithoutBuffers_IsReadAsItIs(string json)
    {
        ReadOnlyMemory<byte> read = NodeBuffers.Read(Encoding.UTF8.GetBytes(json), out ReadOnlyMemory<byte>[] attachments);

        Assert.Equal(json, Encoding.UTF8.GetString(read.Span));
        Assert.Empty(attachments);
    }

    [Fact]
    public void Buffers_OfAValue_BecomeAttachments()
    {
        byte[] json = Encoding.UTF8.GetBytes("""["x", {"type":"Buffer","data":[1, 2,255]} ,{"y":{"type":"Buffer","data":[]},"type":"Buffer"}]""");

        ReadOnlyMemory<byte> read = NodeBuffers.Read(json, out ReadOnlyMemory<byte>[] attachments);

        Assert.Equal("""["x", {"_placeholder":true,"num":0} ,{"y":{"_placeholder":true,"num":1},"type":"Buffer"}]""", Encoding.UTF8.GetString(read.Span));
        Assert.Equal([[1, 2, 255], []], attachments.Select(attachment => attachment.ToArray()));
    }

    [Fact]
    public void Buffer_ThatIsTheWholeValue_IsOneAttachment()
    {
        ReadOnlyMemory<byte> read = NodeBuffers.Read("""{"type":"Buffer","data":[7]}"""u8.ToArray(), out ReadOnlyMemory<byte>[] attachments);

        Assert.Equal("""{"_placeholder":true,"num":0}""", Encoding.UTF8.GetString(read.Span));
        Assert.Equal([7], Assert.Single(attachments).ToArray());
    }

    [Fact]
    public void Bytes_OfAnyKind_AreReadAsTheyWereWritten() => Prop.ForAll<byte[]>(bytes =>
    {
        byte[] written = Write("""["a",{"_placeholder":true,"num":0}]""", bytes);

        ReadOnlyMemory<byte> read = NodeBuffers.Read(written, out ReadOnlyMemory<byte>[] attachments);

        Assert.Equal("""["a",{"_placeholder":true,"num":0}]""", Encoding.UTF8.GetString(read.Span));
        Assert.Equal(bytes, Assert.Single(attachments).ToArray());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Value_ThatWasNotSent_IsNull() => Assert.Equal("null", Encoding.UTF8.GetString(Write("")));

    private static byte[] Write(string json, params byte[][] attachments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        NodeBuffers.Write(writer, Encoding.UTF8.GetBytes(json), [.. attachments.Select(attachment => (ReadOnlyMemory<byte>)attachment)]);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
