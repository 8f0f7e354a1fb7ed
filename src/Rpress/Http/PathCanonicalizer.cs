using System.Buffers;
using System.Text;

namespace Rpress;

/// <summary>The slow road of <see cref="RequestTarget"/>: paths with escapes or dot segments.</summary>
internal static class PathCanonicalizer
{
    private const string MalformedEscape = "The path holds a malformed percent-encoding.";
    private const string ForbiddenCharacter = "The path holds a character that a path may not hold.";

    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The canonical form of a path that begins with a slash, or null with the reason.</summary>
    public static string? Canonicalize(ReadOnlySpan<char> path, out string? error)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(path.Length);
        try
        {
            error = DecodeBytes(path, bytes, out int length);
            if (error is not null)
            {
                return null;
            }

            string decoded = _strictUtf8.GetString(bytes, 0, length);
            error = decoded.AsSpan().ContainsAnyInRange('\0', '\x1f') || decoded.AsSpan().ContainsAnyInRange('\x7f', '\x9f')
                ? ForbiddenCharacter
                : null;
            return error is null ? ResolveDotSegments(decoded) : null;
        }
        catch (DecoderFallbackException)
        {
            // overlong forms (%C0%AE), lone continuation bytes, Latin-1: none of them is text
            error = MalformedEscape;
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The text of one or more segments of a canonical path, with the last two escapes decoded.</summary>
    public static string DecodeCanonical(ReadOnlySpan<char> text) => text.Contains('%')
        ? text.ToString().Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)
        : text.ToString();

    /// <summary>The canonical form of literal text in a route pattern.</summary>
    public static string EncodeLiteral(string literal) => literal.Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>A canonical path as it may stand in a <c>Location</c>: its two escapes stay, what a path cannot hold is encoded.</summary>
    public static string Encode(string canonical) => string.Concat(canonical.EnumerateRunes().Select(rune =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~!$&'()*+,;=:@/%".Contains((char)rune.Value))
            ? rune.ToString()
            : Uri.EscapeDataString(rune.ToString())));

    private static string? DecodeBytes(ReadOnlySpan<char> path, byte[] output, out int length)
    {
        length = 0;
        while (!path.IsEmpty)
        {
            char next = path[0];
            int taken = 1;
            byte value = (byte)next;
            if (next == '%')
            {
                if (!PercentEncoding.TryDecodeByte(path, out value))
                {
                    return MalformedEscape;
                }

                taken = 3;
            }
            else if (next is <= ' ' or >= '\x7f' or '#')
            {
                // RFC 3986 §3.3: a path is ASCII, and "#" would have ended it.
                return ForbiddenCharacter;
            }

            if (taken == 3 && (value == '/' || value == '%'))
            {
                (value == '/' ? "%2F"u8 : "%25"u8).CopyTo(output.AsSpan(length));
                length += 3;
            }
            else
            {
                output[length++] = value;
            }

            path = path[taken..];
        }

        return null;
    }

    // RFC 3986 §5.2.4, on decoded text: %2e counts as a dot. Empty segments stay; ".." above the root is the root.
    private static string ResolveDotSegments(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        string[] segments = path[1..].Split('/');
        foreach (string segment in segments)
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        // "/a/." and "/a/.." name a directory, so they keep the slash
        if (segments[^1] is "." or "..")
        {
            kept.Add("");
        }

        return "/" + string.Join('/', kept);
    }
}
