using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>How packets become messages of Engine.IO and messages packets; both ends of a connection have to use the same.</summary>
/// <remarks>Thread-safe; its decoders are not.</remarks>
public abstract class SocketIoParser
{
    /// <summary>The parser of the protocol: JSON text, and each binary value as a message of its own.</summary>
    public static SocketIoParser Default { get; } = new JsonParser();

    /// <summary>The one of npm's socket.io-msgpack-parser: every packet is one binary message of msgpack.</summary>
    public static SocketIoParser MsgPack { get; } = new MsgPackParser();

    /// <summary>Makes the messages of a packet.</summary>
    /// <param name="packet">The packet; it is well-formed.</param>
    /// <remarks>Called once for each packet that is sent, however many clients receive it.</remarks>
    public abstract SocketIoMessages Encode(SocketIoPacket packet);

    /// <summary>Makes the decoder of one connection.</summary>
    /// <param name="limits">What its packets are held to; <see cref="SocketIoPacket.Create"/> takes them.</param>
    public abstract SocketIoPacketDecoder CreateDecoder(DecoderLimits limits);
}
