namespace Rpress;

/// <summary>How far an adapter has come in the stream: what stands up to there has reached its sockets.</summary>
internal sealed class StreamPosition(RpressIo io)
{
    private readonly Lock _gate = new();
    private readonly List<(StreamId Id, TaskCompletionSource Reached)> _waiting = []; // guarded by _gate
    private StreamId _last; // guarded by _gate

    /// <summary>The last entry that has been done.</summary>
    public StreamId Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>Nothing up to this entry will be done any more, and all behind it: the stream has been begun, maybe anew.</summary>
    public void StartAt(StreamId id)
    {
        lock (_gate)
        {
            _last = id;
            ReleaseLocked();
        }
    }

    /// <summary>All entries up to this one have been done.</summary>
    public void MoveTo(StreamId id) => MoveTo(id, static () => { });

    /// <summary>Does an entry: who asks for the position is told either that before it, and the entry reaches whom he adds to a room; or that after it.</summary>
    /// <param name="id">The entry; null for what is in no stream.</param>
    /// <param name="send">Sends it, without waiting and without user code.</param>
    public void MoveTo(StreamId? id, Action send)
    {
        lock (_gate)
        {
            send();
            if (id is { } reached && reached > _last)
            {
                _last = reached;
                ReleaseLocked();
            }
        }
    }

    /// <summary>Waits until an entry has been done.</summary>
    /// <exception cref="TimeoutException">It has not been in time.</exception>
    public async Task WaitForAsync(StreamId id, TimeSpan timeout)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (id <= _last)
            {
                return;
            }

            _waiting.Add((id, reached));
        }

        try
        {
            await reached.Task.WaitAsync(timeout, io.Time);
        }
        finally
        {
            lock (_gate)
            {
                _waiting.RemoveAll(waiting => waiting.Reached == reached);
            }
        }
    }

    private void ReleaseLocked()
    {
        foreach ((StreamId _, TaskCompletionSource waiting) in _waiting.Where(waiting => waiting.Id <= _last))
        {
            waiting.TrySetResult();
        }

        _waiting.RemoveAll(waiting => waiting.Id <= _last);
    }
}
