using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>Packets from their text form, and back to it.</summary>
internal static class Packets
{
    public static JsonSerializerOptions Json { get; } =
        EventJson.Complete(new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    /// <summary>The packet of one text message and its attachments.</summary>
    public static SocketIoPacket Decode(string text, params byte[][] attachments) => Decode(new DecoderLimits(), text, attachments)!;

    public static SocketIoPacket? Decode(DecoderLimits limits, string text, params byte[][] attachments)
    {
        var decoder = new SocketIoDecoder(limits);
        SocketIoPacket? packet = decoder.Add(Encoding.UTF8.GetBytes(text));
        foreach (byte[] attachment in attachments)
        {
            Assert.Null(packet);
            packet = decoder.AddAttachment(attachment);
        }

        return packet;
    }

    public static EventArguments Arguments(string text, params byte[][] attachments) => new(Decode(text, attachments), Json);

    public static PacketFormatError ErrorOf(string text, DecoderLimits? limits = null) => ErrorOf(Encoding.UTF8.GetBytes(text), limits);

    public static PacketFormatError ErrorOf(byte[] text, DecoderLimits? limits = null) =>
        Assert.Throws<PacketFormatException>(() => new SocketIoDecoder(limits ?? new DecoderLimits()).Add(text)).Error;

    public static string DataOf(SocketIoPacket packet) => Encoding.UTF8.GetString(packet.Data.Span);

    /// <summary>The text message, and each attachment in hex behind a bar.</summary>
    public static string WireOf(SocketIoPacket packet) =>
        Encoding.UTF8.GetString(packet.Encoded.Text.Span) + string.Concat(packet.Attachments.Select(bytes => "|" + Convert.ToHexString(bytes.Span)));
}
