using System.Globalization;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Reads a broadcast of another server or of an emitter.</summary>
internal static class ReceivedBroadcast
{
    private const int DeepestJson = 1000;

    /// <summary>What servers accept of each other: what a server may send, its clients' limits do not bound.</summary>
    public static DecoderLimits Limits { get; } = new(MaxAttachments: int.MaxValue, MaxJsonDepth: DeepestJson);

    /// <summary>Reads the array of sender, packet and options.</summary>
    /// <param name="message">The message.</param>
    /// <param name="uid">Whose broadcasts are not read: the server's own.</param>
    /// <param name="namespace">The namespace; those of others are not read.</param>
    /// <returns>Null for what is not read.</returns>
    /// <exception cref="PacketFormatException">It is no such array.</exception>
    public static ClusterMessage? Read(ReadOnlySpan<byte> message, string uid, string @namespace)
    {
        var reader = new MsgPackReader(message);
        if (reader.Read() is not { Kind: MsgPackKind.Array, Count: >= 3 })
        {
            throw MsgPackReader.Malformed("It is no array of three.");
        }

        if (reader.Read().Text == uid)
        {
            return null;
        }

        ReadOnlySpan<byte> packet = reader.Skip();
        return ReadPacket(packet, @namespace) is { } read
            ? new(ClusterMessageType.Broadcast) { Packet = read, Options = ReadOptions(reader.Skip()) }
            : null;
    }

    /// <summary>Reads an event; null for one of another namespace.</summary>
    public static SocketIoPacket? ReadPacket(ReadOnlySpan<byte> packet, string @namespace)
    {
        MsgPackFields fields = MsgPackFields.Read(packet);
        string name = fields.Namespace.IsEmpty ? SocketIoPacket.MainNamespace : Encoding.UTF8.GetString(fields.Namespace);
        if (name != @namespace)
        {
            return null;
        }

        if (fields.Type != SocketIoPacketType.Event)
        {
            throw MsgPackReader.Malformed("It is no event.");
        }

        using MsgPackToJson values = MsgPackToJson.Rent(Limits, isOfServer: true);
        values.Read(fields.Data);
        return SocketIoPacket.Create(fields.Type, name, null, values.Written, values.Attachments, Limits);
    }

    /// <summary>Reads the map of rooms, exceptions and flags; what else stands there is passed over.</summary>
    public static BroadcastOptions ReadOptions(ReadOnlySpan<byte> options)
    {
        var read = BroadcastOptions.Everyone;
        var reader = new MsgPackReader(options);
        for (int left = reader.BeginMap(); left > 0; left -= 2)
        {
            string? name = reader.Read().Text;
            ReadOnlySpan<byte> value = reader.Skip();
            read = name switch
            {
                "rooms" => read with { Rooms = ReadRooms(value) },
                "except" => read with { Except = ReadRooms(value) },
                "flags" => ReadFlags(value, read),
                _ => read,
            };
        }

        return read;
    }

    // a room of JavaScript may be a number
    private static HashSet<string> ReadRooms(ReadOnlySpan<byte> list)
    {
        var rooms = new HashSet<string>(StringComparer.Ordinal);
        var reader = new MsgPackReader(list);
        MsgPackToken array = reader.Read();
        if (array.Kind == MsgPackKind.Nil)
        {
            return rooms;
        }

        if (array.Kind != MsgPackKind.Array)
        {
            throw MsgPackReader.Malformed("The rooms are no array.");
        }

        for (int i = 0; i < array.Count; i++)
        {
            MsgPackToken room = reader.Read();
            rooms.Add(room.Kind switch
            {
                MsgPackKind.Text => room.Text!,
                MsgPackKind.Unsigned => room.Unsigned.ToString(CultureInfo.InvariantCulture),
                MsgPackKind.Negative => room.Signed.ToString(CultureInfo.InvariantCulture),
                MsgPackKind.Float => JavaScriptNumber.ToText(room.Float),
                _ => throw MsgPackReader.Malformed($"A room is no text but {room.Kind}."),
            });
        }

        return rooms;
    }

    private static BroadcastOptions ReadFlags(ReadOnlySpan<byte> flags, BroadcastOptions options)
    {
        var reader = new MsgPackReader(flags);
        MsgPackToken map = reader.Read();
        for (int left = map.Kind == MsgPackKind.Map ? map.Count : 0; left > 0; left -= 2)
        {
            string? name = reader.Read().Text;
            ReadOnlySpan<byte> content = reader.Skip();
            MsgPackToken value = new MsgPackReader(content).Read();
            options = name switch
            {
                "volatile" => options with { IsVolatile = value is { Kind: MsgPackKind.Boolean, Unsigned: not 0 } },
                "compress" => options with { IsCompressed = value is not { Kind: MsgPackKind.Boolean, Unsigned: 0 } },
                "timeout" when value.Kind == MsgPackKind.Unsigned => options with { Timeout = AckTime.OfMilliseconds(value.Unsigned) },
                _ => options,
            };
        }

        return options;
    }
}
