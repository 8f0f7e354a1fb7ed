using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Reads <c>Range</c> (RFC 9110 §14.2).</summary>
internal static class RangeHeader
{
    /// <summary>More ranges than these are no honest reader's; the field is ignored then.</summary>
    public const int MaxRanges = 10;

    private const string Unit = "bytes=";

    /// <summary>The parts to send, in the order asked for; overlaps stay.</summary>
    /// <param name="field">The field as received.</param>
    /// <param name="contentLength">The length of the whole, in bytes.</param>
    /// <returns>Null to send the whole: the field is malformed, of another unit, asks for too much, or there is nothing to take a part of. Empty when none of its parts exists (416).</returns>
    public static ByteRange[]? Parse(in StringValues field, long contentLength)
    {
        if (field.Count != 1 || contentLength == 0 || field[0] is not { } text || !text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<ByteRange> found = stackalloc ByteRange[MaxRanges];
        int members = 0;
        int satisfiable = 0;
        long total = 0;
        ReadOnlySpan<char> specifiers = text.AsSpan(Unit.Length);
        foreach (Range member in specifiers.Split(','))
        {
            ReadOnlySpan<char> specifier = specifiers[member].Trim(" \t");
            if (specifier.IsEmpty)
            {
                continue;
            }

            if (++members > MaxRanges || !TryParse(specifier, contentLength, out ByteRange range))
            {
                return null;
            }

            if (range.Length > 0)
            {
                found[satisfiable++] = range;
                total += range.Length;
            }
        }

        // RFC 9110 §14.2, §17.15: parts that come to more than the whole cost the server and help nobody.
        return members == 0 || total > contentLength ? null : found[..satisfiable].ToArray();
    }

    // "first-last", "first-" or "-suffix"; length 0 for what lies beyond the content
    private static bool TryParse(ReadOnlySpan<char> specifier, long contentLength, out ByteRange range)
    {
        range = default;
        int dash = specifier.IndexOf('-');
        if (dash < 0 || !TryParse(specifier[..dash], out long? first) || !TryParse(specifier[(dash + 1)..], out long? last)
            || (first is null && last is null) || first > last)
        {
            return false;
        }

        if (first is null)
        {
            long suffix = Math.Min(last!.Value, contentLength);
            range = new(contentLength - suffix, suffix);
        }
        else if (first < contentLength)
        {
            range = new(first.Value, Math.Min(last ?? long.MaxValue, contentLength - 1) - first.Value + 1);
        }

        return true;
    }

    // null for no digits; what no file is long enough for counts as the largest number
    private static bool TryParse(ReadOnlySpan<char> digits, out long? number)
    {
        number = null;
        if (digits.IsEmpty)
        {
            return true;
        }

        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        number = long.TryParse(digits, System.Globalization.NumberStyles.None, null, out long value) ? value : long.MaxValue;
        return true;
    }
}
