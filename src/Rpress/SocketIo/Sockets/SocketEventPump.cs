using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Runs the events of one socket.</summary>
internal sealed class SocketEventPump(RpressSocket socket) : EventPump<SocketIoPacket>(socket.Namespace.Io.PumpLimits, socket.Namespace.Io.Work)
{
    protected override ValueTask HandleAsync(SocketIoPacket item) => socket.HandleAsync(item);

    protected override long SizeOf(SocketIoPacket item) => item.Size;
}
