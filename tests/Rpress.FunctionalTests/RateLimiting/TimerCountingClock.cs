using Microsoft.Extensions.Time.Testing;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A clock that knows how many timers of one length were set, so that a test advances it neither too early nor twice.</summary>
internal sealed class TimerCountingClock(TimeSpan length) : FakeTimeProvider
{
    private int _count;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == length)
        {
            Interlocked.Increment(ref _count);
        }

        return timer;
    }

    public Task TimersAsync(int count) => Eventually.TrueAsync(() => Volatile.Read(ref _count) == count, $"{count} timers to be set");
}
