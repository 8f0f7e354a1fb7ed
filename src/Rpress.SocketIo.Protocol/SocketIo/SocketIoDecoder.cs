using System.Text.Json;
using System.Text.Unicode;

namespace Rpress.SocketIo.Protocol;

/// <summary>Makes packets of the text and binary messages of one connection, in the order received.</summary>
/// <remarks>Not thread-safe. After an exception the connection has to be closed: what follows would be read in the wrong place.</remarks>
internal sealed class SocketIoDecoder(DecoderLimits limits)
{
    private const int LongestKept = 128; // characters

    private readonly JsonReaderOptions _json = new() { MaxDepth = limits.MaxJsonDepth };
    private SocketIoPacket? _incomplete;
    private int _received;
    private string _lastEvent = "";

    /// <summary>Reads a text message; null while the packet waits for its attachments.</summary>
    /// <exception cref="PacketFormatException">The message breaks the protocol.</exception>
    public SocketIoPacket? Add(ReadOnlySpan<byte> text)
    {
        if (_incomplete is not null)
        {
            throw new PacketFormatException(PacketFormatError.UnexpectedText, "Text came where the packet before still waits for attachments.");
        }

        if (!Utf8.IsValid(text))
        {
            throw new PacketFormatException(PacketFormatError.InvalidUtf8, "The packet is not UTF-8.");
        }

        PacketHeader header = PacketHeader.Read(text, limits);
        SocketIoPacket packet = ReadPayload(header, text[header.Length..]);
        if (header.Attachments == 0)
        {
            return packet;
        }

        CheckPlaceholders(packet);
        _incomplete = packet;
        _received = 0;
        return null;
    }

    /// <summary>Reads a binary message, an attachment of the packet before; null while that waits for more.</summary>
    /// <param name="data">The attachment; it is kept, so it must not change.</param>
    /// <exception cref="PacketFormatException">No packet waits for attachments.</exception>
    public SocketIoPacket? AddAttachment(ReadOnlyMemory<byte> data)
    {
        if (_incomplete is not { } packet)
        {
            throw new PacketFormatException(PacketFormatError.UnexpectedBinary, "Binary data came where no packet waits for attachments.");
        }

        packet.AttachmentArray[_received++] = data;
        if (_received < packet.AttachmentArray.Length)
        {
            return null;
        }

        _incomplete = null;
        return packet;
    }

    private SocketIoPacket ReadPayload(in PacketHeader header, ReadOnlySpan<byte> payload)
    {
        try
        {
            return header.Type switch
            {
                SocketIoPacketType.Event => ReadEvent(header, payload),
                SocketIoPacketType.Ack => Make(header, payload, ElementRange.Find(payload, _json)),
                SocketIoPacketType.Connect => RequireKind(header, payload, mayBeText: false),
                SocketIoPacketType.ConnectError => RequireKind(header, payload, mayBeText: true),
                _ => payload.IsEmpty ? Make(header, payload, null) : throw Invalid(header.Type),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // the reader throws the latter for an escaped half of a surrogate pair
            throw Invalid(header.Type, malformed);
        }
    }

    // socket.io-protocol v5, "Sending and receiving data": the first element is the event's name. A number is let through, as Node does.
    private SocketIoPacket ReadEvent(in PacketHeader header, ReadOnlySpan<byte> payload)
    {
        ElementRange[] elements = ElementRange.Find(payload, _json);
        if (elements.Length == 0)
        {
            throw Invalid(header.Type);
        }

        var reader = new Utf8JsonReader(payload.Slice(elements[0].Start, elements[0].Length));
        reader.Read();
        string name = reader.TokenType switch
        {
            JsonTokenType.String when reader.ValueTextEquals(_lastEvent) => _lastEvent,
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            _ => throw Invalid(header.Type),
        };
        if (ReservedEvents.Contains(name))
        {
            throw new PacketFormatException(PacketFormatError.ReservedEvent, $"The event name '{name}' is reserved.");
        }

        // the common name is made once; a long one would stay in memory as long as the connection
        _lastEvent = name.Length <= LongestKept ? name : "";
        return Make(header, payload, elements, name);
    }

    private SocketIoPacket RequireKind(in PacketHeader header, ReadOnlySpan<byte> payload, bool mayBeText)
    {
        if (!payload.IsEmpty)
        {
            var reader = new Utf8JsonReader(payload, _json);
            reader.Read();
            bool fits = reader.TokenType == JsonTokenType.StartObject || (mayBeText && reader.TokenType == JsonTokenType.String);
            reader.Skip();
            reader.Read();
            if (!fits)
            {
                throw Invalid(header.Type);
            }
        }

        return Make(header, payload, null);
    }

    private static void CheckPlaceholders(SocketIoPacket packet)
    {
        // CVE-2022-2421: a placeholder's number is an index into what the client sent, never more
        if (!Placeholders.AreValid(packet.Data.Span, packet.AttachmentArray.Length))
        {
            throw new PacketFormatException(PacketFormatError.IllegalAttachments, "A placeholder points to no attachment, or to that of another.");
        }
    }

    private static SocketIoPacket Make(in PacketHeader header, ReadOnlySpan<byte> payload, ElementRange[]? elements, string eventName = "") =>
        new(header.Type, header.Namespace, header.Id, payload.ToArray(), header.Attachments == 0 ? [] : new ReadOnlyMemory<byte>[header.Attachments], elements)
        {
            EventName = eventName,
        };

    private static PacketFormatException Invalid(SocketIoPacketType type, Exception? inner = null) =>
        new(PacketFormatError.InvalidPayload, $"The payload is not one of a packet of type {type}.", inner);
}
