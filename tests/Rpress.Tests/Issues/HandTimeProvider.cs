namespace Rpress.Tests.Issues;

/// <summary>A clock whose timer fires when the test says so: early, late, or after it was disposed.</summary>
internal sealed class HandTimeProvider : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;

    public TimeSpan Now { get; set; }

    public TimeSpan DueTime { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state) = (callback, state);
        return new HandTimer(this);
    }

    public void Fire() => _callback!(_state);

    private sealed class HandTimer(HandTimeProvider owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
