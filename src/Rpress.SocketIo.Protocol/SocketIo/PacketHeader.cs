using System.Globalization;
using System.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>What stands before the payload, on the wire of the default parser: type, count of attachments, namespace, ack id.</summary>
internal readonly ref struct PacketHeader
{
    private const byte FirstBinaryType = 5;
    private const byte LastType = 6;
    private const int BinaryTypeDistance = 3; // 5 is an event as 2 is, 6 an ack as 3 is
    private const int MaxIdDigits = 20;

    public SocketIoPacketType Type { get; private init; }

    public int Attachments { get; private init; }

    public string Namespace { get; private init; }

    public ulong? Id { get; private init; }

    /// <summary>How many bytes it takes.</summary>
    public int Length { get; private init; }

    /// <exception cref="PacketFormatException">It is malformed or above a limit.</exception>
    public static PacketHeader Read(ReadOnlySpan<byte> text, DecoderLimits limits)
    {
        // socket.io-protocol v5, "Packet encoding": type, attachments and a hyphen, namespace and a comma, ack id, payload
        int type = text.IsEmpty ? -1 : text[0] - '0';
        if (type is < 0 or > LastType)
        {
            throw new PacketFormatException(PacketFormatError.UnknownType, "The packet begins with no known type.");
        }

        bool isBinary = type >= FirstBinaryType;
        int position = 1;
        int attachments = isBinary ? ReadAttachments(text, ref position, limits.MaxAttachments) : 0;
        string name = ReadNamespace(text, ref position, limits.MaxNamespaceLength);
        ulong? id = ReadId(text, ref position);
        return new PacketHeader
        {
            Type = (SocketIoPacketType)(isBinary ? type - BinaryTypeDistance : type),
            Attachments = attachments,
            Namespace = name,
            Id = id,
            Length = position,
        };
    }

    /// <summary>What another parser read.</summary>
    /// <exception cref="PacketFormatException">A value is none that the protocol has, or above a limit.</exception>
    public static PacketHeader Of(SocketIoPacketType type, ReadOnlySpan<byte> @namespace, ulong? id, DecoderLimits limits)
    {
        if (type is < SocketIoPacketType.Connect or > SocketIoPacketType.ConnectError)
        {
            throw new PacketFormatException(PacketFormatError.UnknownType, $"No packet has the type {(int)type}.");
        }

        if (@namespace.IsEmpty || @namespace[0] != '/' || @namespace.Contains((byte)','))
        {
            throw new PacketFormatException(PacketFormatError.InvalidNamespace, "The namespace begins with no slash, or holds a comma.");
        }

        return new PacketHeader { Type = type, Namespace = MakeNamespace(@namespace, limits.MaxNamespaceLength), Id = id };
    }

    private static int ReadAttachments(ReadOnlySpan<byte> text, ref int position, int limit)
    {
        int digits = CountDigits(text[position..]);
        int end = position + digits;
        if (digits == 0 || end == text.Length || text[end] != '-')
        {
            throw new PacketFormatException(PacketFormatError.IllegalAttachments, "The count of attachments is no number followed by '-'.");
        }

        ReadOnlySpan<byte> number = text[position..end];
        position = end + 1;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= limit
            ? count
            : throw new PacketFormatException(PacketFormatError.TooManyAttachments, $"The packet has more than {limit} attachments.");
    }

    private static string ReadNamespace(ReadOnlySpan<byte> text, ref int position, int limit)
    {
        if (position == text.Length || text[position] != '/')
        {
            return SocketIoPacket.MainNamespace;
        }

        // the comma may be missing where nothing follows
        ReadOnlySpan<byte> rest = text[position..];
        int comma = rest.IndexOf((byte)',');
        ReadOnlySpan<byte> name = comma < 0 ? rest : rest[..comma];
        position += comma < 0 ? rest.Length : comma + 1;
        return MakeNamespace(name, limit);
    }

    private static string MakeNamespace(ReadOnlySpan<byte> name, int limit)
    {
        if (name.Length > limit)
        {
            throw new PacketFormatException(PacketFormatError.NamespaceTooLong, $"The namespace is longer than {limit} bytes.");
        }

        return name.Length == 1 ? SocketIoPacket.MainNamespace : Encoding.UTF8.GetString(name);
    }

    private static ulong? ReadId(ReadOnlySpan<byte> text, ref int position)
    {
        int digits = CountDigits(text[position..]);
        if (digits == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> number = text.Slice(position, digits);
        position += digits;
        return digits <= MaxIdDigits && ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id)
            ? id
            : throw new PacketFormatException(PacketFormatError.InvalidAckId, "The ack id does not fit into 64 bits.");
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
