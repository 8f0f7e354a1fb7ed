using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>What tells one state of a file from the next: its length in bytes and its modification time.</summary>
internal readonly record struct FileVersion(long Length, DateTime LastWriteTimeUtc)
{
    public static FileVersion Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>A strong tag for one coded form of the content (RFC 9110 §8.8.3.3), in its quotes.</summary>
    public string ToEntityTag(ContentCoding coding)
    {
        string form = coding switch
        {
            ContentCoding.Brotli => "-br",
            ContentCoding.Gzip => "-gz",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"\"{LastWriteTimeUtc.Ticks:x}-{Length:x}{form}\"");
    }

    /// <summary>The date in the precision of HTTP; never one that is still to come (RFC 9110 §8.8.2.1).</summary>
    public DateTimeOffset LastModified(TimeProvider time)
    {
        long ticks = Math.Min(LastWriteTimeUtc.Ticks, time.GetUtcNow().UtcTicks);
        return new(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
