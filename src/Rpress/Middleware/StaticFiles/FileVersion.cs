using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>What tells one state of a file from the next: its length in bytes and its modification time.</summary>
internal readonly record struct FileVersion(long Length, DateTime LastWriteTimeUtc)
{
    private static readonly TimeSpan _datesMoveWithin = TimeSpan.FromSeconds(2);

    public static FileVersion Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>Whether a later change would show: dates of some file systems move in steps of up to two seconds, and a writer may not be done.</summary>
    public bool IsSettledAt(DateTimeOffset now) => now.UtcDateTime - LastWriteTimeUtc >= _datesMoveWithin;

    /// <summary>The date in the precision of HTTP; never one that is still to come (RFC 9110 §8.8.2.1).</summary>
    public DateTimeOffset LastModified(TimeProvider time)
    {
        long ticks = Math.Min(LastWriteTimeUtc.Ticks, time.GetUtcNow().UtcTicks);
        return new(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
