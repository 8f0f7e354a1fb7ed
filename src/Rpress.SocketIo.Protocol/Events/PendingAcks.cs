namespace Rpress;

/// <summary>The acks that the other side of a socket owes.</summary>
internal sealed class PendingAcks(int limit)
{
    private readonly Dictionary<ulong, IPendingAck> _pending = []; // guarded by itself
    private bool _isClosed; // guarded by _pending

    public int Count
    {
        get
        {
            lock (_pending)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Waits for an ack; false if too many are waited for.</summary>
    public bool TryAdd(ulong id, IPendingAck ack)
    {
        lock (_pending)
        {
            if (!_isClosed)
            {
                return _pending.Count < limit && _pending.TryAdd(id, ack);
            }
        }

        ack.OnDisconnected();
        return true;
    }

    /// <summary>Takes an ack in; one that nobody waits for is ignored.</summary>
    public void Complete(ulong id, EventArguments arguments) => Take(id)?.OnAck(arguments);

    /// <summary>Stops waiting for an ack.</summary>
    public void Forget(ulong id) => Take(id);

    /// <summary>Fails all that is waited for.</summary>
    public void Close()
    {
        IPendingAck[] left;
        lock (_pending)
        {
            _isClosed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (IPendingAck ack in left)
        {
            ack.OnDisconnected();
        }
    }

    private IPendingAck? Take(ulong id)
    {
        lock (_pending)
        {
            _pending.Remove(id, out IPendingAck? ack);
            return ack;
        }
    }
}
