using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Rpress;

/// <summary>The id of an entry of a stream: when it was added, in milliseconds, and a number within that time.</summary>
internal readonly record struct StreamId(ulong Time, ulong Number) : IComparable<StreamId>
{
    private const char Separator = '-';

    /// <summary>The id that follows; an exclusive start of a range needs Redis 6.2.</summary>
    public StreamId Next => Number == ulong.MaxValue ? new(Time + 1, 0) : this with { Number = Number + 1 };

    public static bool operator <(StreamId one, StreamId other) => one.CompareTo(other) < 0;

    public static bool operator >(StreamId one, StreamId other) => one.CompareTo(other) > 0;

    public static bool operator <=(StreamId one, StreamId other) => one.CompareTo(other) <= 0;

    public static bool operator >=(StreamId one, StreamId other) => one.CompareTo(other) >= 0;

    public static bool TryParse([NotNullWhen(true)] string? text, out StreamId id)
    {
        id = default;
        int separator = text?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        if (separator < 0
            || !ulong.TryParse(text.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out ulong time)
            || !ulong.TryParse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            return false;
        }

        id = new(time, number);
        return true;
    }

    public int CompareTo(StreamId other) => Time != other.Time ? Time.CompareTo(other.Time) : Number.CompareTo(other.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}{Separator}{Number}");
}
