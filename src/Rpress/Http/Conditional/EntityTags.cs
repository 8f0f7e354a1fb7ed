using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Looks for an entity tag in the lists of <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110 §8.8.3).</summary>
internal static class EntityTags
{
    /// <summary>Whether the list names the tag, weak or strong, or is <c>*</c>.</summary>
    /// <param name="field">The field as received; what follows a malformed member is not read.</param>
    /// <param name="tag">A strong tag, in its quotes.</param>
    public static bool ContainWeakly(in StringValues field, string tag) => Contain(field, tag, isStrong: false);

    /// <summary>Whether the list names the tag as a strong one, or is <c>*</c>.</summary>
    /// <inheritdoc cref="ContainWeakly"/>
    public static bool ContainStrongly(in StringValues field, string tag) => Contain(field, tag, isStrong: true);

    // RFC 9110 §8.8.3.2: the strong comparison takes no weak tag.
    private static bool Contain(in StringValues field, ReadOnlySpan<char> tag, bool isStrong)
    {
        foreach (string? line in field)
        {
            ReadOnlySpan<char> rest = line;
            if (rest.Trim() is "*")
            {
                return true;
            }

            while (TryRead(ref rest, out ReadOnlySpan<char> opaque, out bool isWeak))
            {
                if (opaque.SequenceEqual(tag) && !(isStrong && isWeak))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TryRead(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> opaque, out bool isWeak)
    {
        rest = rest.TrimStart(" \t,");
        isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
        ReadOnlySpan<char> quoted = isWeak ? rest[2..] : rest;
        int end = quoted is ['"', ..] ? quoted[1..].IndexOf('"') : -1;
        if (end < 0)
        {
            opaque = default;
            return false;
        }

        opaque = quoted[..(end + 2)];
        rest = quoted[(end + 2)..];
        return true;
    }
}
