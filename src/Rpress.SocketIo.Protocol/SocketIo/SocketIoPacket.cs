using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Rpress.SocketIo.Protocol;

/// <summary>One Socket.IO packet. Its data is JSON in which each binary value is a placeholder for one of the attachments, whatever parser it came through.</summary>
/// <remarks>Immutable as long as nobody writes to its memory: a broadcast shares one among all recipients.</remarks>
public sealed class SocketIoPacket
{
    /// <summary>The namespace that every server has.</summary>
    public const string MainNamespace = "/";

    private ElementRange[]? _elements;

    internal SocketIoPacket(
        SocketIoPacketType type, string @namespace, ulong? id, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte>[] attachments, ElementRange[]? elements = null)
    {
        Type = type;
        Namespace = @namespace;
        Id = id;
        Data = data;
        AttachmentArray = attachments;
        _elements = elements;
    }

    /// <summary>Makes a packet, for a parser or an adapter that received it in another form.</summary>
    /// <param name="type">What the packet is for.</param>
    /// <param name="namespace">The namespace, with its slash.</param>
    /// <param name="id">The id of the ack that is asked for or given.</param>
    /// <param name="data">The payload as JSON, empty without one; it is copied. Binary values are <c>{"_placeholder":true,"num":0}</c> in it.</param>
    /// <param name="attachments">The binary values; they are not copied.</param>
    /// <param name="limits">What the packet is held to.</param>
    /// <exception cref="PacketFormatException">It is no packet that a client may send, or above a limit.</exception>
    public static SocketIoPacket Create(
        SocketIoPacketType type, string @namespace, ulong? id, ReadOnlySpan<byte> data, ReadOnlySpan<ReadOnlyMemory<byte>> attachments, DecoderLimits limits)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        ArgumentNullException.ThrowIfNull(limits);
        if (!Utf8.IsValid(data))
        {
            throw new PacketFormatException(PacketFormatError.InvalidUtf8, "The payload is not UTF-8.");
        }

        if (attachments.Length > limits.MaxAttachments)
        {
            throw new PacketFormatException(PacketFormatError.TooManyAttachments, $"The packet has more than {limits.MaxAttachments} attachments.");
        }

        if (!attachments.IsEmpty && type is not (SocketIoPacketType.Event or SocketIoPacketType.Ack))
        {
            throw new PacketFormatException(PacketFormatError.IllegalAttachments, $"A packet of type {type} has no attachments.");
        }

        string lastEvent = "";
        PacketHeader header = PacketHeader.Of(type, Encoding.UTF8.GetBytes(@namespace), id, limits);
        SocketIoPacket packet = PacketPayload.Read(header, data, attachments.ToArray(), limits, ref lastEvent);
        if (!attachments.IsEmpty)
        {
            PacketPayload.CheckPlaceholders(packet);
        }

        return packet;
    }

    /// <summary>What the packet is for.</summary>
    public SocketIoPacketType Type { get; }

    /// <summary>The namespace, with its slash.</summary>
    public string Namespace { get; }

    /// <summary>The id of the ack that is asked for or given; null without one.</summary>
    public ulong? Id { get; }

    /// <summary>The payload as UTF-8 JSON; empty without one. An event's is the array of its name and arguments.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The binary values, in the order of their placeholders' numbers.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => AttachmentArray;

    internal ReadOnlyMemory<byte>[] AttachmentArray { get; }

    /// <summary>The bytes of the data and of the attachments.</summary>
    internal long Size
    {
        get
        {
            long size = Data.Length;
            foreach (ReadOnlyMemory<byte> attachment in AttachmentArray)
            {
                size += attachment.Length;
            }

            return size;
        }
    }

    /// <summary>Where the elements of the data's array stand.</summary>
    internal ElementRange[] Elements => _elements ??= ElementRange.Find(Data.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>The name of an event.</summary>
    internal string EventName { get; init; } = "";

    /// <summary>Where the packet stands in the log that it can be sent again from; null if it is in none.</summary>
    internal string? Offset { get; private init; }

    /// <summary>The packet as the default parser writes it, made once.</summary>
    internal EncodedPacket Encoded
    {
        get => field ??= SocketIoEncoder.Encode(this);
        init;
    }

    /// <summary>The same event, asking for an ack.</summary>
    internal SocketIoPacket WithId(ulong id) => new(Type, Namespace, id, Data, AttachmentArray, _elements) { EventName = EventName };

    // socket.io: clients take the last argument of an event for its offset, if it is text
    /// <summary>The same event with an offset behind its arguments.</summary>
    internal SocketIoPacket WithOffset(string offset)
    {
        ReadOnlySpan<byte> array = Data.Span;
        int end = array.LastIndexOf((byte)']');
        var longer = new byte[end + offset.Length + 4];
        array[..end].CopyTo(longer);
        Encoding.ASCII.GetBytes($",\"{offset}\"]", longer.AsSpan(end));
        return new(Type, Namespace, Id, longer, AttachmentArray) { EventName = EventName, Offset = offset };
    }
}
