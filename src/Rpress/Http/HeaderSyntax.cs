using System.Buffers;

namespace Rpress;

/// <summary>What may stand in a header name and value (RFC 9110 §5.1, §5.5).</summary>
internal static class HeaderSyntax
{
    private static readonly SearchValues<char> _tokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // RFC 9110 §5.5: a field value holds no control character but HTAB.
    private static readonly SearchValues<char> _controls = SearchValues.Create(
        string.Create(32, 0, static (span, _) =>
        {
            for (int i = 0, c = 0; c < 32; c++)
            {
                if (c != '\t')
                {
                    span[i++] = (char)c;
                }
            }

            span[31] = '\x7f';
        }));

    public static bool IsToken(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text.IndexOfAnyExcept(_tokenCharacters) < 0;

    /// <summary>Whether a field value that is a list (RFC 9110 §5.6.1) has the element, in any case.</summary>
    public static bool HasElement(ReadOnlySpan<char> list, ReadOnlySpan<char> element)
    {
        foreach (Range range in list.Split(','))
        {
            if (list[range].Trim().Equals(element, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasControl(ReadOnlySpan<char> value) => value.IndexOfAny(_controls) >= 0;

    public static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsToken(name))
        {
            throw new ArgumentException($"'{Printable(name)}' is not a header name: use letters, digits and the signs of an RFC 9110 token.", nameof(name));
        }
    }

    public static void RequireValue(string value, string what)
    {
        ArgumentNullException.ThrowIfNull(value);

        // CR, LF and NUL would end the field early (response splitting). Characters beyond ASCII are refused too:
        // narrowed to one byte, U+010D becomes a CR.
        if (HasControl(value) || value.AsSpan().ContainsAnyExceptInRange('\t', '\x7e'))
        {
            throw new ArgumentException($"The value of {what} ('{Printable(value)}') holds a control character or one beyond ASCII: remove or encode it.", nameof(value));
        }
    }

    /// <summary>Refuses a response field that is malformed, or the server's to set.</summary>
    public static void RequireField(string name, string value)
    {
        RequireName(name);
        RequireValue(value, name);

        // RFC 9112 §6: two statements about the length of a message are how smuggling begins.
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The server sets {name} from the content: leave it out.", nameof(name));
        }
    }

    /// <summary>The text with everything that could forge a log line or a terminal sequence made visible.</summary>
    public static string Printable(string text) => string.Create(Math.Min(text.Length, 128), text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
        }
    });
}
