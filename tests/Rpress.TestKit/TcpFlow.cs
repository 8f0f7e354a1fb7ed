namespace Rpress.TestKit;

/// <summary>What a <see cref="TcpProxy"/> lets through in one direction, over all of its connections.</summary>
internal sealed class TcpFlow
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal(); // guarded by _gate
    private TaskCompletionSource? _spent; // guarded by _gate; there while the bytes are counted
    private Action? _onSpent; // guarded by _gate
    private long _left; // guarded by _gate; may still be taken
    private long _unsent; // guarded by _gate; taken or not, has not gone through
    private long _forwarded; // guarded by _gate
    private bool _isHeld; // guarded by _gate

    public long Forwarded
    {
        get
        {
            lock (_gate)
            {
                return _forwarded;
            }
        }
    }

    public void Hold()
    {
        lock (_gate)
        {
            _isHeld = true;
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            _isHeld = false;
            SignalLocked();
        }
    }

    /// <summary>Lets so many bytes through, and none after them until <paramref name="onSpent"/> has returned.</summary>
    /// <returns>Completes after that.</returns>
    public Task Limit(long bytes, Action onSpent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        lock (_gate)
        {
            if (_spent is not null)
            {
                throw new InvalidOperationException("A cut is already waited for in this direction.");
            }

            _spent = NewSignal();
            _onSpent = onSpent;
            _left = _unsent = bytes;
            return _spent.Task;
        }
    }

    /// <summary>Waits until something may go through.</summary>
    /// <param name="wanted">How many bytes there are; 0 for the end of a connection.</param>
    /// <param name="cut">Ends the wait.</param>
    /// <returns>What may go now; null if the connection was cut. <see cref="Complete"/> says what became of it.</returns>
    public async Task<TcpShare?> TakeAsync(int wanted, Task cut)
    {
        while (!cut.IsCompleted)
        {
            Task changed;
            lock (_gate)
            {
                bool isCounted = _spent is not null;
                if (!_isHeld && (!isCounted || _left > 0 || wanted == 0))
                {
                    int bytes = isCounted ? (int)Math.Min(wanted, _left) : wanted;
                    _left -= isCounted ? bytes : 0;
                    return new(bytes, isCounted);
                }

                changed = _changed.Task;
            }

            await Task.WhenAny(changed, cut);
        }

        return null;
    }

    /// <summary>Counts what was taken and went through, or did not.</summary>
    public void Complete(TcpShare share, bool isForwarded)
    {
        Action? onSpent = null;
        lock (_gate)
        {
            _forwarded += isForwarded ? share.Bytes : 0;
            if (_spent is not null && share.IsCounted)
            {
                _unsent -= isForwarded ? share.Bytes : 0;
                _left += isForwarded ? 0 : share.Bytes;
                onSpent = _unsent == 0 ? _onSpent : null;
                SignalLocked();
            }
        }

        if (onSpent is not null)
        {
            onSpent();
            Unlimit();
        }
    }

    private void Unlimit()
    {
        TaskCompletionSource? spent;
        lock (_gate)
        {
            (spent, _spent, _onSpent) = (_spent, null, null);
            SignalLocked();
        }

        spent?.TrySetResult();
    }

    private void SignalLocked()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
