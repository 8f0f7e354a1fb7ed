namespace Rpress;

/// <summary>
/// Deadlines that all lie the same time ahead, behind one timer: what is added later falls due later, so adding, removing and expiring take no
/// search, however many there are, and each is as exact as the clock's timers.
/// </summary>
internal sealed class DeadlineQueue : IDisposable
{
    // older than this, the process itself was held up (suspended, starved): clients get their whole time again
    private static readonly TimeSpan _largestLateness = TimeSpan.FromSeconds(1);

    private readonly long _delayTicks;
    private readonly TimeProvider _time;
    private readonly Action<DeadlineEntry> _expired;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private DeadlineEntry? _first; // guarded by _gate, as the list behind it
    private DeadlineEntry? _last; // guarded by _gate
    private bool _isDisposed; // guarded by _gate

    /// <param name="delay">How far ahead each deadline lies.</param>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called for each that falls due, outside of any lock, in order.</param>
    public DeadlineQueue(TimeSpan delay, TimeProvider time, Action<DeadlineEntry> expired)
    {
        _delayTicks = TicksOf(delay, time);
        _time = time;
        _expired = expired;
        _timer = time.CreateTimer(static queue => ((DeadlineQueue)queue!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many deadlines run.</summary>
    public int Count { get; private set; }

    /// <summary>Starts a deadline from now; it must stand in no queue.</summary>
    public void Add(DeadlineEntry entry) => AddFrom(entry, _time.GetTimestamp());

    /// <summary>Starts a deadline from a moment that has just passed, so that a chain of deadlines does not drift.</summary>
    public void AddFrom(DeadlineEntry entry, long from)
    {
        long now = _time.GetTimestamp();
        from = _time.GetElapsedTime(from, now) > _largestLateness ? now : from;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            entry.DueAt = from + _delayTicks;
            entry.Queue = this;
            Insert(entry);
            Count++;
            if (ReferenceEquals(_first, entry))
            {
                ArmLocked(now);
            }
        }
    }

    /// <summary>Ends a deadline; false if it has fallen due, or never ran here.</summary>
    public bool Remove(DeadlineEntry entry)
    {
        lock (_gate)
        {
            if (entry.Queue != this)
            {
                return false;
            }

            Unlink(entry);
            return true;
        }
    }

    /// <summary>Whether a deadline that runs here has passed, though the timer has not come round to it.</summary>
    public bool HasPassed(DeadlineEntry entry)
    {
        lock (_gate)
        {
            return entry.Queue == this && entry.DueAt <= _time.GetTimestamp();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private static long TicksOf(TimeSpan delay, TimeProvider time) =>
        (long)(delay.Ticks * ((double)time.TimestampFrequency / TimeSpan.TicksPerSecond));

    private void Expire()
    {
        while (TakeDue() is { } entry)
        {
            _expired(entry);
        }
    }

    private DeadlineEntry? TakeDue()
    {
        lock (_gate)
        {
            if (_isDisposed || _first is not { } entry)
            {
                return null;
            }

            long now = _time.GetTimestamp();
            if (entry.DueAt > now)
            {
                ArmLocked(now);
                return null;
            }

            Unlink(entry);
            return entry;
        }
    }

    // timers count whole milliseconds: rounding up saves a call that would come too early
    private void ArmLocked(long now)
    {
        double milliseconds = Math.Ceiling(_time.GetElapsedTime(now, Math.Max(now, _first!.DueAt)).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private void Insert(DeadlineEntry entry)
    {
        DeadlineEntry? before = _last;
        while (before is not null && before.DueAt > entry.DueAt)
        {
            before = before.Previous;
        }

        entry.Previous = before;
        entry.Next = before is null ? _first : before.Next;
        if (entry.Next is null)
        {
            _last = entry;
        }
        else
        {
            entry.Next.Previous = entry;
        }

        if (before is null)
        {
            _first = entry;
        }
        else
        {
            before.Next = entry;
        }
    }

    private void Unlink(DeadlineEntry entry)
    {
        if (entry.Previous is null)
        {
            _first = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is null)
        {
            _last = entry.Previous;
        }
        else
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Previous = null;
        entry.Next = null;
        entry.Queue = null;
        Count--;
    }
}
