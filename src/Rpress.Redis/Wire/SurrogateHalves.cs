using System.Globalization;

namespace Rpress;

/// <summary>Halves of surrogate pairs in JSON: JavaScript's text may have them, <c>JSON.stringify</c> escapes them, and .NET's JSON refuses to read them.</summary>
internal static class SurrogateHalves
{
    private const int EscapeLength = 6; // \ud800
    private const int CodeStart = 2;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The same JSON with U+FFFD in place of each half; copied only if there is one.</summary>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> text = json.Span;
        byte[]? copy = null;
        int position = 0;
        while (position < text.Length && text[position..].IndexOf((byte)'\\') is >= 0 and var distance)
        {
            int start = position + distance;
            char? code = CodeAt(text, start);
            position = start + (code is null ? CodeStart : EscapeLength);
            if (code is not { } half || !char.IsSurrogate(half))
            {
                continue;
            }

            if (char.IsHighSurrogate(half) && CodeAt(text, position) is { } low && char.IsLowSurrogate(low))
            {
                position += EscapeLength;
                continue;
            }

            copy ??= json.ToArray();
            Replacement.CopyTo(copy.AsSpan(start));
        }

        return copy ?? json;
    }

    private static char? CodeAt(ReadOnlySpan<byte> text, int start) =>
        text.Length - start >= EscapeLength && text[start] == '\\' && text[start + 1] == 'u'
        && ushort.TryParse(text[(start + CodeStart)..(start + EscapeLength)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? (char)code
            : null;
}
