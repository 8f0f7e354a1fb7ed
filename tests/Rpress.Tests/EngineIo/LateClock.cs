namespace Rpress.Tests.EngineIo;

/// <summary>A clock whose timers come when the test says so.</summary>
internal sealed class LateClock : TimeProvider
{
    private readonly List<(TimerCallback Callback, object? State)> _timers = [];

    public TimeSpan Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add((callback, state));
        return new SilentTimer();
    }

    /// <summary>Calls every timer, as a real one may do too early or late.</summary>
    public void Fire()
    {
        foreach (var (callback, state) in _timers)
        {
            callback(state);
        }
    }

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
