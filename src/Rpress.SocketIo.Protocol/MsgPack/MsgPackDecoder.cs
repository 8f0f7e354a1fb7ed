namespace Rpress.SocketIo.Protocol;

/// <summary>Reads packets in the form of npm's socket.io-msgpack-parser.</summary>
internal sealed class MsgPackDecoder(DecoderLimits limits) : SocketIoPacketDecoder
{
    private string _lastEvent = "";

    public override SocketIoPacket? Add(ReadOnlySpan<byte> text) =>
        throw new PacketFormatException(PacketFormatError.UnexpectedText, "Text came where every packet is binary.");

    public override SocketIoPacket? AddBinary(ReadOnlySpan<byte> message)
    {
        MsgPackFields fields = MsgPackFields.Read(message);
        PacketHeader header = PacketHeader.Of(fields.Type, fields.Namespace, fields.Id, limits);

        // what an event or an ack is not has no attachments; binary in auth becomes text, as in a refusal
        bool isTextOnly = header.Type is not (SocketIoPacketType.Event or SocketIoPacketType.Ack);
        using MsgPackToJson values = MsgPackToJson.Rent(limits, isTextOnly);
        values.Read(fields.Data);
        return PacketPayload.Read(header, values.Written, values.Attachments, limits, ref _lastEvent);
    }
}
