namespace Rpress.SocketIo.Protocol;

/// <summary>The parser of npm's socket.io-msgpack-parser: a packet is a map of its type, data, namespace and id.</summary>
internal sealed class MsgPackParser : SocketIoParser
{
    public override SocketIoMessages Encode(SocketIoPacket packet)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        MsgPackWriter writer = values.Writer;
        bool hasData = !packet.Data.IsEmpty;
        writer.BeginMap(2 + (hasData ? 1 : 0) + (packet.Id is null ? 0 : 1));
        writer.WriteText("type"u8);
        writer.WriteUnsigned((ulong)packet.Type);
        if (hasData)
        {
            writer.WriteText("data"u8);
            values.WriteValue(packet.Data.Span, packet.AttachmentArray);
        }

        writer.WriteText("nsp"u8);
        writer.WriteText(packet.Namespace);
        if (packet.Id is { } id)
        {
            writer.WriteText("id"u8);
            writer.WriteUnsigned(id);
        }

        return SocketIoMessages.Binary(values.Written);
    }

    public override SocketIoPacketDecoder CreateDecoder(DecoderLimits limits) => new MsgPackDecoder(limits);
}
