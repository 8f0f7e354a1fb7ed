namespace Rpress.Tests.Middleware.RateLimiting;

/// <summary>A clock that every reading advances, and that knows what each thread read last: the time at which its request was counted.</summary>
internal sealed class CountingClock(long step) : TimeProvider
{
    [ThreadStatic]
    private static long _lastRead;

    private long _now;

    public static long LastRead => _lastRead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _lastRead = Interlocked.Add(ref _now, step);
}
