namespace Rpress.SocketIo.Protocol;

/// <summary>The parser of the protocol.</summary>
internal sealed class JsonParser : SocketIoParser
{
    public override SocketIoMessages Encode(SocketIoPacket packet) => new(packet.Encoded.Buffer, isBinary: false, packet.AttachmentArray);

    public override SocketIoPacketDecoder CreateDecoder(DecoderLimits limits) => new SocketIoDecoder(limits);
}
