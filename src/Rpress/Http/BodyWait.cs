using System.IO.Pipelines;

namespace Rpress;

/// <summary>A wait for more of a body, ended by its deadline or by the caller's token.</summary>
/// <remarks>
/// A deadline of our own: the server core averages the rate of a body and lets a stalled one stand for minutes. The token is not given
/// to the core's read either, which would leave the connection unable to drain the rest.
/// </remarks>
internal sealed class BodyWait(PipeReader reader, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private ITimer? _timer; // guarded by _gate
    private long _since; // guarded by _gate
    private bool _isWaiting; // guarded by _gate

    /// <summary>Whether the deadline ended a wait.</summary>
    public bool HasExpired { get; private set; }

    /// <summary>Begins a wait; dispose what comes back after <see cref="End"/>.</summary>
    public CancellationTokenRegistration Begin(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isWaiting = true;
            _since = time.GetTimestamp();
            _timer ??= time.CreateTimer(static state => ((BodyWait)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(timeout, Timeout.InfiniteTimeSpan);
        }

        return cancellationToken.UnsafeRegister(static state => ((BodyWait)state!).Cancel(), this);
    }

    public void End()
    {
        lock (_gate)
        {
            _isWaiting = false;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isWaiting = false;
            _timer?.Dispose();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            if (!_isWaiting)
            {
                return;
            }

            // timers fire up to some milliseconds early
            TimeSpan left = timeout - time.GetElapsedTime(_since);
            if (left > TimeSpan.Zero)
            {
                _timer!.Change(left > _shortest ? left : _shortest, Timeout.InfiniteTimeSpan);
                return;
            }

            HasExpired = true;
            CancelLocked();
        }
    }

    private void Cancel()
    {
        lock (_gate)
        {
            if (_isWaiting)
            {
                CancelLocked();
            }
        }
    }

    private void CancelLocked()
    {
        try
        {
            reader.CancelPendingRead();
        }
        catch (Exception)
        {
            // a stream that the client has reset throws, and has nobody waiting; on a timer's thread that would end the process
        }
    }
}
