using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What is sent: at once, once the namespace is joined, or again and again until it is acked.</content>
public partial class ClientSocket
{
    private readonly List<BufferedPacket> _unsent = []; // guarded by Gate
    private readonly RetryQueue _retries;
    private PendingAcks _acks; // of what was sent on this connection; replaced under Gate
    private ulong _lastAckId; // guarded by Gate

    internal void Emit(string eventName, IReadOnlyList<object?> arguments, SendFlags flags, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace, null, eventName, arguments, Json);
        if (IsRetried(flags))
        {
            _retries.Add(new(packet, flags, timeout, null, default));
        }
        else
        {
            Send(packet, flags, null, SendBudget.CostOf(packet));
        }
    }

    internal async Task<EventArguments> RequestAsync(
        string eventName, IReadOnlyList<object?> arguments, TimeSpan? timeout, SendFlags flags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace, null, eventName, arguments, Json);
        if (!IsRetried(flags))
        {
            return await RequestAsync(packet, flags, timeout, SendBudget.CostOf(packet), cancellationToken).ConfigureAwait(false);
        }

        var ack = new TaskCompletionSource<EventArguments>(TaskCreationOptions.RunContinuationsAsynchronously);
        _retries.Add(new(packet, flags, timeout, ack, cancellationToken));
        return await ack.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an event and waits for its ack.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="flags">How it is sent.</param>
    /// <param name="timeout">How long the ack is waited for; null for the client's setting.</param>
    /// <param name="cost">What to take of the budget for it; nothing for one that was taken in already.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<EventArguments> RequestAsync(SocketIoPacket packet, SendFlags flags, TimeSpan? timeout, long cost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ack = new SingleAck();
        SocketIoPacket asking = packet.WithId(NextAckId());
        if (!Send(asking, flags, ack, cost))
        {
            throw new SocketDisconnectedException("The event was volatile, and could not be sent at once.");
        }

        try
        {
            return await ack.Task.WaitAsync(timeout ?? Settings.AckTimeout, Settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("operation has timed out");
        }
        finally
        {
            if (!ack.Task.IsCompleted)
            {
                Forget(asking);
            }
        }
    }

    // socket.io-client: the id counts up for each namespace, from 0
    private ulong NextAckId()
    {
        lock (Gate)
        {
            return _lastAckId++;
        }
    }

    private bool IsRetried(SendFlags flags) => Settings.Retries > 0 && !flags.HasFlag(SendFlags.Volatile);

    /// <summary>Sends an event, or keeps it until the namespace is joined; false if it was dropped.</summary>
    private bool Send(SocketIoPacket packet, SendFlags flags, SingleAck? ack, long cost)
    {
        SocketIoMessages messages = Settings.Parser.Encode(packet);
        lock (Gate)
        {
            Connection.ThrowIfDisposedLocked();
            bool isConnected = _isConnected && _engine!.IsAlive;
            if (flags.HasFlag(SendFlags.Volatile) && !(isConnected && _engine!.IsWritable))
            {
                return false;
            }

            Connection.Budget.Take(cost);
            var waiting = new BufferedPacket(packet, messages, flags, cost, ack);
            if (!isConnected)
            {
                _unsent.Add(waiting);
                return true;
            }

            SendNowLocked(waiting);
        }

        if (OutgoingListeners.Length > 0)
        {
            ClientEventPump.RunAsHandler(Connection, () => CallOutgoingListeners(packet, Connection.Work));
        }

        return true;
    }

    private void SendNowLocked(BufferedPacket waiting)
    {
        if (waiting.Ack is { } ack && !_acks.TryAdd(waiting.Packet.Id!.Value, ack))
        {
            Connection.Budget.Return(waiting.Cost);
            ack.Fail(new InvalidOperationException(
                $"The server owes {Settings.MaxPendingAcks} acks: wait for some, set a time-out, or raise SocketIoClientOptions.MaxPendingAcks."));
            return;
        }

        _engine!.Send(waiting.Messages, waiting.Flags, waiting.Cost);
    }

    /// <summary>Sends what was kept.</summary>
    private void SendUnsentLocked()
    {
        if (OutgoingListeners.Length > 0)
        {
            // one item: many would take the room of the events that come
            BufferedPacket[] sent = [.. _unsent];
            Run(() =>
            {
                Array.ForEach(sent, waiting => CallOutgoingListeners(waiting.Packet, Connection.Work));
                return ValueTask.CompletedTask;
            });
        }

        _unsent.ForEach(SendNowLocked);
        _unsent.Clear();
    }

    /// <summary>Drops what was kept; nobody will send it.</summary>
    private void DropUnsentLocked()
    {
        foreach (BufferedPacket waiting in _unsent)
        {
            Connection.Budget.Return(waiting.Cost);
            waiting.Ack?.OnDisconnected();
        }

        _unsent.Clear();
    }

    // nobody waits for the ack any more: an event that was not sent is not sent either
    private void Forget(SocketIoPacket packet)
    {
        lock (Gate)
        {
            _acks.Forget(packet.Id!.Value);
            int index = _unsent.FindIndex(waiting => ReferenceEquals(waiting.Packet, packet));
            if (index >= 0)
            {
                Connection.Budget.Return(_unsent[index].Cost);
                _unsent.RemoveAt(index);
            }
        }
    }
}
