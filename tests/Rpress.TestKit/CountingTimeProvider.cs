namespace Rpress.TestKit;

/// <summary>A <see cref="TestClock"/> that tells which timers there are, so that a test advances it only after the one it waits for was set.</summary>
public sealed class CountingTimeProvider : TimeProvider
{
    private readonly TestClock _clock = new();
    private readonly List<CountedTimer> _live = []; // guarded by itself
    private long _slept; // ticks

    /// <summary>How many timers are not disposed.</summary>
    public int LiveTimers
    {
        get
        {
            lock (_live)
            {
                return _live.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        _clock.GetTimestamp() + (Interlocked.Read(ref _slept) * _clock.TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new CountedTimer(this, callback, state, dueTime, period);

    /// <summary>Lets time pass; what is due meanwhile is called.</summary>
    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Lets time pass as on a machine that sleeps: timestamps go on, and no timer goes off.</summary>
    public void Sleep(TimeSpan by) => Interlocked.Add(ref _slept, by.Ticks);

    /// <summary>Whether a timer goes off in exactly this time.</summary>
    public bool HasTimer(TimeSpan due)
    {
        DateTimeOffset time = GetUtcNow() + due;
        lock (_live)
        {
            return _live.Exists(timer => timer.Due == time);
        }
    }

    /// <summary>Returns once a timer is set that goes off in exactly this time.</summary>
    /// <exception cref="TimeoutException">None was.</exception>
    public Task TimerAsync(TimeSpan due) => Eventually.TrueAsync(() => HasTimer(due), $"a timer that goes off in {due.TotalMilliseconds} ms");

    private sealed class CountedTimer : ITimer
    {
        private readonly CountingTimeProvider _owner;
        private readonly ITimer _timer;

        public CountedTimer(CountingTimeProvider owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _owner = owner;
            SetDue(dueTime);
            lock (owner._live)
            {
                owner._live.Add(this);
            }

            _timer = owner._clock.CreateTimer(
                called =>
                {
                    SetDue(period);
                    callback(called);
                },
                state,
                dueTime,
                period);
        }

        /// <summary>When it goes off; null if it does not.</summary>
        public DateTimeOffset? Due { get; private set; } // guarded by the owner's list

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            SetDue(dueTime);
            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            lock (_owner._live)
            {
                _owner._live.Remove(this);
            }

            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void SetDue(TimeSpan due)
        {
            lock (_owner._live)
            {
                Due = due < TimeSpan.Zero ? null : _owner.GetUtcNow() + due;
            }
        }
    }
}
