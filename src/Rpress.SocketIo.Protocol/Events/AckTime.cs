namespace Rpress;

/// <summary>How long acks may be waited for.</summary>
internal static class AckTime
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(49); // what timers can count

    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public static TimeSpan Require(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, _longest);
        return timeout;
    }

    /// <summary>What another server asks for, brought into these bounds.</summary>
    public static TimeSpan OfMilliseconds(ulong milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, (ulong)_longest.TotalMilliseconds));
}
