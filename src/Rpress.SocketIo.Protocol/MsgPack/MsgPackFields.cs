namespace Rpress.SocketIo.Protocol;

/// <summary>The members of a packet's map, in whatever order they came; what else a client puts there (socket.io-client: its options) is passed over.</summary>
internal ref struct MsgPackFields
{
    private const SocketIoPacketType NoType = (SocketIoPacketType)(-1);

    public MsgPackFields()
    {
    }

    public SocketIoPacketType Type { get; private set; } = NoType;

    /// <summary>UTF-8; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Namespace { get; private set; }

    public ulong? Id { get; private set; }

    /// <summary>One value of msgpack; empty without one.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <exception cref="PacketFormatException">The message is no such map.</exception>
    public static MsgPackFields Read(ReadOnlySpan<byte> message)
    {
        var fields = new MsgPackFields();
        var reader = new MsgPackReader(message);
        for (int left = reader.BeginMap(); left > 0; left -= 2)
        {
            fields.ReadMember(ref reader);
        }

        return reader.IsAtEnd ? fields : throw MsgPackReader.Malformed("Something stands behind it.");
    }

    private void ReadMember(ref MsgPackReader reader)
    {
        MsgPackToken key = new MsgPackReader(reader.Skip()).Read();
        ReadOnlySpan<byte> content = reader.Skip();
        MsgPackToken value = new MsgPackReader(content).Read();

        // what is not there: notepack 2 says undefined, notepack 3 nil
        bool isMissing = value.Kind is MsgPackKind.Undefined or MsgPackKind.Nil;
        if (key.Kind != MsgPackKind.Text)
        {
            return;
        }

        if (key.Bytes.SequenceEqual("type"u8))
        {
            Type = value is { Kind: MsgPackKind.Unsigned, Unsigned: <= (ulong)SocketIoPacketType.ConnectError } ? (SocketIoPacketType)value.Unsigned : NoType;
        }
        else if (key.Bytes.SequenceEqual("nsp"u8))
        {
            Namespace = value.Kind == MsgPackKind.Text ? MsgPackReader.CheckText(value.Bytes) : default;
        }
        else if (key.Bytes.SequenceEqual("data"u8))
        {
            Data = isMissing ? default : content;
        }
        else if (key.Bytes.SequenceEqual("id"u8))
        {
            Id = isMissing ? null
                : value.Kind == MsgPackKind.Unsigned ? value.Unsigned
                : throw new PacketFormatException(PacketFormatError.InvalidAckId, "The ack id is no number from zero on.");
        }
    }
}
