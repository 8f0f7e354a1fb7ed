using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Starts the handlers of other servers' events in the order of the events, away from the adapter's reader; as in Node, none waits for another's end.</summary>
internal sealed class ServerSideEventPump(ServerSideEvents events, EventPumpLimits limits, BackgroundWork work)
    : EventPump<ServerSideEvent>(limits with { Concurrency = 1 }, work)
{
    private readonly BackgroundWork _work = work;

    protected override ValueTask HandleAsync(ServerSideEvent item)
    {
        _work.Track(events.HandleAsync(item));
        return ValueTask.CompletedTask;
    }

    protected override long SizeOf(ServerSideEvent item) => item.Packet.Size;
}
