namespace Rpress.SocketIo.Protocol;

/// <summary>A packet breaks the rules of the protocol; the connection that it came on cannot be trusted any more.</summary>
public sealed class PacketFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    public PacketFormatException(PacketFormatError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public PacketFormatError Error { get; }
}
