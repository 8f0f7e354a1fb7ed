using System.Text;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Checks that a payload is one of its packet's type, whatever parser it came through.</summary>
internal static class PacketPayload
{
    private const int LongestKept = 128; // characters

    /// <summary>Makes a packet with a payload, which is copied.</summary>
    /// <param name="header">What stands before the payload.</param>
    /// <param name="payload">JSON that is UTF-8; empty without one.</param>
    /// <param name="attachments">Room for the attachments, or these themselves.</param>
    /// <param name="limits">How deep the payload may be.</param>
    /// <param name="lastEvent">The name of the event before, so that the common one is made once.</param>
    /// <exception cref="PacketFormatException">The payload does not fit.</exception>
    public static SocketIoPacket Read(
        in PacketHeader header, ReadOnlySpan<byte> payload, ReadOnlyMemory<byte>[] attachments, DecoderLimits limits, ref string lastEvent)
    {
        var json = new JsonReaderOptions { MaxDepth = limits.MaxJsonDepth };
        try
        {
            return header.Type switch
            {
                SocketIoPacketType.Event => ReadEvent(header, payload, attachments, json, ref lastEvent),
                SocketIoPacketType.Ack => Make(header, payload, attachments, ElementRange.Find(payload, json)),
                SocketIoPacketType.Connect => RequireKind(header, payload, attachments, json, mayBeText: false),
                SocketIoPacketType.ConnectError => RequireKind(header, payload, attachments, json, mayBeText: true),
                _ => payload.IsEmpty ? Make(header, payload, attachments, null) : throw Invalid(header.Type),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // the reader throws the latter for an escaped half of a surrogate pair
            throw Invalid(header.Type, malformed);
        }
    }

    /// <exception cref="PacketFormatException">A placeholder does not stand for an attachment of its own.</exception>
    public static void CheckPlaceholders(SocketIoPacket packet)
    {
        // CVE-2022-2421: a placeholder's number is an index into what the client sent, never more
        if (!Placeholders.AreValid(packet.Data.Span, packet.AttachmentArray.Length))
        {
            throw new PacketFormatException(PacketFormatError.IllegalAttachments, "A placeholder points to no attachment, or to that of another.");
        }
    }

    // socket.io-protocol v5, "Sending and receiving data": the first element is the event's name. A number is let through, as Node does.
    private static SocketIoPacket ReadEvent(
        in PacketHeader header, ReadOnlySpan<byte> payload, ReadOnlyMemory<byte>[] attachments, JsonReaderOptions json, ref string lastEvent)
    {
        ElementRange[] elements = ElementRange.Find(payload, json);
        if (elements.Length == 0)
        {
            throw Invalid(header.Type);
        }

        var reader = new Utf8JsonReader(payload.Slice(elements[0].Start, elements[0].Length));
        reader.Read();
        string name = reader.TokenType switch
        {
            JsonTokenType.String when reader.ValueTextEquals(lastEvent) => lastEvent,
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => throw Invalid(header.Type),
        };
        if (ReservedEvents.Contains(name))
        {
            throw new PacketFormatException(PacketFormatError.ReservedEvent, $"The event name '{name}' is reserved.");
        }

        // a long one would stay in memory as long as the connection
        lastEvent = name.Length <= LongestKept ? name : "";
        return Make(header, payload, attachments, elements, name);
    }

    private static SocketIoPacket RequireKind(
        in PacketHeader header, ReadOnlySpan<byte> payload, ReadOnlyMemory<byte>[] attachments, JsonReaderOptions json, bool mayBeText)
    {
        if (!payload.IsEmpty)
        {
            var reader = new Utf8JsonReader(payload, json);
            reader.Read();
            bool fits = reader.TokenType == JsonTokenType.StartObject || (mayBeText && reader.TokenType == JsonTokenType.String);
            reader.Skip();
            reader.Read();
            if (!fits)
            {
                throw Invalid(header.Type);
            }
        }

        return Make(header, payload, attachments, null);
    }

    private static SocketIoPacket Make(
        in PacketHeader header, ReadOnlySpan<byte> payload, ReadOnlyMemory<byte>[] attachments, ElementRange[]? elements, string eventName = "") =>
        new(header.Type, header.Namespace, header.Id, payload.ToArray(), attachments, elements) { EventName = eventName };

    private static PacketFormatException Invalid(SocketIoPacketType type, Exception? inner = null) =>
        new(PacketFormatError.InvalidPayload, $"The payload is not one of a packet of type {type}.", inner);
}
