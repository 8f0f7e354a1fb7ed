using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A packet that may have to be sent again.</summary>
/// <param name="Packet">The packet, with its offset.</param>
/// <param name="Options">Whom it went to.</param>
/// <param name="LoggedAt">When.</param>
internal readonly record struct LoggedPacket(SocketIoPacket Packet, BroadcastOptions Options, long LoggedAt)
{
    private const int Overhead = 128; // bytes, about what an entry and its objects take

    /// <summary>What it counts for in the log, in bytes.</summary>
    public long Size => Overhead + Packet.Size;
}
