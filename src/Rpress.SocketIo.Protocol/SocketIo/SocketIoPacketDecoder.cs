namespace Rpress.SocketIo.Protocol;

/// <summary>Makes packets of the messages of one connection, in the order received.</summary>
/// <remarks>Called by one thread at a time. After an exception the connection is closed: what follows would be read in the wrong place.</remarks>
public abstract class SocketIoPacketDecoder
{
    /// <summary>Reads a text message; null while the packet waits for more.</summary>
    /// <param name="text">The message, which is only lent.</param>
    /// <exception cref="PacketFormatException">The message breaks the rules.</exception>
    public abstract SocketIoPacket? Add(ReadOnlySpan<byte> text);

    /// <summary>Reads a binary message; null while the packet waits for more.</summary>
    /// <param name="message">The message, which is only lent.</param>
    /// <exception cref="PacketFormatException">The message breaks the rules.</exception>
    public abstract SocketIoPacket? AddBinary(ReadOnlySpan<byte> message);
}
