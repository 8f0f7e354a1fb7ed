using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What is done with many sockets at a time.</content>
public partial class InMemoryAdapter
{
    /// <inheritdoc/>
    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        Deliver(packet, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task BroadcastWithAckAsync(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks)
    {
        DeliverWithAck(packet, options, acks);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<SocketDetails>> FetchSocketsAsync(BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<SocketDetails> details = [.. SocketsOf(options).Select(socket => socket.Describe())];
        return Task.FromResult(details);
    }

    /// <inheritdoc/>
    public override Task AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) =>
        ForEachAsync(options, socket => AddAllAsync(socket.Id, rooms));

    /// <inheritdoc/>
    public override Task RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms) =>
        ForEachAsync(options, async socket =>
        {
            foreach (string room in rooms)
            {
                await RemoveAsync(socket.Id, room);
            }
        });

    /// <inheritdoc/>
    public override Task DisconnectSocketsAsync(BroadcastOptions options, bool close) =>
        ForEachAsync(options, socket => socket.DisconnectAsync(close));

    /// <summary>Sends a packet to this server's sockets, encoded once.</summary>
    protected void Deliver(SocketIoPacket packet, BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        NotifyOutgoing(SendAll(packet, options), packet);
    }

    /// <summary>Sends a packet to this server's sockets; no user code runs.</summary>
    /// <returns>Those whose listeners want to know; most often none.</returns>
    private protected List<RpressSocket>? SendAll(SocketIoPacket packet, BroadcastOptions options)
    {
        IReadOnlyCollection<RpressSocket> sockets = SocketsOf(options, out HashSet<RpressSocket>? excluded);
        if (sockets.Count == 0)
        {
            return null;
        }

        List<RpressSocket>? watched = null;
        OutgoingMessage message = Namespace.Io.Encode(packet);
        SendFlags flags = options.SendFlags;
        foreach (RpressSocket socket in sockets)
        {
            if (excluded is null || !excluded.Contains(socket))
            {
                socket.Send(packet, message, flags);
                if (socket.OutgoingListeners.Length > 0)
                {
                    (watched ??= []).Add(socket);
                }
            }
        }

        return watched;
    }

    private protected static void NotifyOutgoing(List<RpressSocket>? watched, SocketIoPacket packet)
    {
        foreach (RpressSocket socket in watched ?? [])
        {
            socket.NotifyOutgoing(packet);
        }
    }

    /// <summary>Sends an event to this server's sockets, and asks each of them for an ack.</summary>
    protected void DeliverWithAck(SocketIoPacket packet, BroadcastOptions options, BroadcastAcks acks)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(acks);

        // socket.io-protocol v5, "Acknowledgement": one id for all recipients; each knows its own acks
        ulong id = Namespace.NextAckId();
        SocketIoPacket asking = packet.WithId(id);
        OutgoingMessage message = Namespace.Io.Encode(asking);
        RpressSocket[] sockets = [.. SocketsOf(options)];
        acks.AddClientCount(sockets.Length);
        foreach (RpressSocket socket in sockets)
        {
            socket.SendWithAck(asking, message, options.SendFlags, acks);
        }

        acks.AddAsked(id, sockets);
    }

    private IEnumerable<RpressSocket> SocketsOf(BroadcastOptions options)
    {
        IReadOnlyCollection<RpressSocket> sockets = SocketsOf(options, out HashSet<RpressSocket>? excluded);
        return excluded is null ? sockets : sockets.Where(socket => !excluded.Contains(socket));
    }

    private IReadOnlyCollection<RpressSocket> SocketsOf(BroadcastOptions options, out HashSet<RpressSocket>? excluded)
    {
        lock (_gate)
        {
            // both at one moment, or a socket that moves meanwhile is counted in and not out; nothing is sent under the lock
            excluded = options.Except.Count == 0 ? null : [.. SocketsInLocked(options.Except)];
            return SocketsOfLocked(options.Rooms);
        }
    }

    // one that cannot be helped does not keep the others from it; all begin at once, as what comes next may be for those that have moved
    private async Task ForEachAsync(BroadcastOptions options, Func<RpressSocket, Task> act)
    {
        ArgumentNullException.ThrowIfNull(options);
        InvalidOperationException? failure = null;
        await Task.WhenAll([.. SocketsOf(options).Select(async socket =>
        {
            try
            {
                await act(socket);
            }
            catch (InvalidOperationException error)
            {
                failure ??= error;
            }
        })]);

        if (failure is not null)
        {
            throw failure;
        }
    }
}
