namespace Rpress;

/// <summary>The acks that a socket's client owes.</summary>
internal sealed class PendingAcks(int limit)
{
    private readonly Dictionary<ulong, TaskCompletionSource<EventArguments>> _pending = []; // guarded by itself
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

    /// <summary>Waits for an ack.</summary>
    /// <exception cref="InvalidOperationException">Too many are waited for.</exception>
    public Task<EventArguments> Add(ulong id)
    {
        lock (_pending)
        {
            if (_isClosed)
            {
                return Task.FromException<EventArguments>(Disconnected());
            }

            if (_pending.Count >= limit)
            {
                throw new InvalidOperationException($"The socket's client owes {limit} acks: wait for some, set a time-out, or raise SocketIoConfig.MaxPendingAcks.");
            }

            var source = new TaskCompletionSource<EventArguments>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending.Add(id, source);
            return source.Task;
        }
    }

    /// <summary>Takes an ack in; one that nobody waits for is ignored.</summary>
    public void Complete(ulong id, EventArguments arguments) => Take(id)?.TrySetResult(arguments);

    /// <summary>Stops waiting for an ack.</summary>
    public void Forget(ulong id) => Take(id);

    /// <summary>Fails all that is waited for.</summary>
    public void Close()
    {
        TaskCompletionSource<EventArguments>[] left;
        lock (_pending)
        {
            _isClosed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (TaskCompletionSource<EventArguments> source in left)
        {
            source.TrySetException(Disconnected());
        }
    }

    public static SocketDisconnectedException Disconnected() => new("The socket has been disconnected.");

    private TaskCompletionSource<EventArguments>? Take(ulong id)
    {
        lock (_pending)
        {
            _pending.Remove(id, out TaskCompletionSource<EventArguments>? source);
            return source;
        }
    }
}
