namespace Rpress.LoadRunner;

/// <summary>Time of the processor that servers needed.</summary>
internal readonly record struct CpuTime(TimeSpan User, TimeSpan System)
{
    public TimeSpan Total => User + System;

    public static CpuTime operator +(CpuTime left, CpuTime right) => new(left.User + right.User, left.System + right.System);

    public static CpuTime operator -(CpuTime left, CpuTime right) => new(left.User - right.User, left.System - right.System);
}
