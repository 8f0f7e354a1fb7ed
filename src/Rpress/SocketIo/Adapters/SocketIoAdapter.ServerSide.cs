using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Events between servers.</content>
public abstract partial class SocketIoAdapter
{
    /// <summary>Sends an event to the other servers.</summary>
    /// <exception cref="NotSupportedException">The adapter knows no other servers.</exception>
    public virtual Task ServerSideEmitAsync(SocketIoPacket packet) => throw NoOtherServers();

    /// <summary>Sends an event to the other servers, and waits for the answer of each.</summary>
    /// <exception cref="NotSupportedException">The adapter knows no other servers.</exception>
    /// <exception cref="AckTimeoutException">Not all of them have answered in time; it has the answers that came.</exception>
    public virtual Task<IReadOnlyList<EventArgument>> ServerSideEmitWithAckAsync(SocketIoPacket packet) => throw NoOtherServers();

    /// <summary>Gives an event of another server to the handlers of <see cref="RpressNamespace.ServerSide"/>.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="answer">Takes the answer, where one was asked for; null otherwise.</param>
    protected void ReceiveServerSideEvent(SocketIoPacket packet, Action<EventArguments>? answer)
    {
        ArgumentNullException.ThrowIfNull(packet);
        Namespace.ServerSide.Receive(new(packet, answer));
    }

    private NotSupportedException NoOtherServers() => new($"{GetType().Name} knows no other servers: events between servers need an adapter for several.");
}
