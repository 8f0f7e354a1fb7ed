using Rpress.SocketIo.Protocol;

namespace Rpress.Client.Tests;

/// <summary>The default parser, but that it throws for packets that a test names.</summary>
internal sealed class FailingParser(Predicate<SocketIoPacket> fails) : SocketIoParser
{
    public const string Message = "the parser failed";

    public override SocketIoMessages Encode(SocketIoPacket packet) =>
        fails(packet) ? throw new InvalidDataException(Message) : Default.Encode(packet);

    public override SocketIoPacketDecoder CreateDecoder(DecoderLimits limits) => Default.CreateDecoder(limits);
}
