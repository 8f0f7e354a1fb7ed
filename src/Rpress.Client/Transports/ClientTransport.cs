using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One way to the server: what a connection is made of, two of them while it is upgraded.</summary>
/// <remarks>One caller receives and one sends at a time; both may do so at once.</remarks>
internal abstract class ClientTransport : IAsyncDisposable
{
    public abstract SocketTransport Kind { get; }

    /// <summary>Establishes the transport, as far as it has to be before packets are received.</summary>
    /// <exception cref="TransportException">It cannot be.</exception>
    public abstract Task OpenAsync(string? sid, CancellationToken cancellationToken);

    /// <summary>Tells what the server said of itself.</summary>
    public virtual void OnHandshake(EngineIoHandshake handshake)
    {
    }

    /// <summary>Receives a packet, which is good until the next one; null once there is none left and none will come.</summary>
    /// <exception cref="TransportException">The transport failed or was closed, or the server sent what is no packet.</exception>
    public abstract ValueTask<EngineIoPacket?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>How many of the packets, from the first on, go out together.</summary>
    public abstract int CountFitting(IReadOnlyList<OutgoingPacket> packets);

    /// <summary>Sends packets.</summary>
    /// <exception cref="TransportException">The transport failed.</exception>
    public abstract Task SendAsync(IReadOnlyList<OutgoingPacket> packets, CancellationToken cancellationToken);

    /// <summary>Tells the server that the connection ends; what it still sends may be received.</summary>
    /// <exception cref="TransportException">The transport failed.</exception>
    public abstract Task CloseAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
