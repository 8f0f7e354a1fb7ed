using System.Globalization;
using System.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>The text that stands in a JSON string.</summary>
internal static class JsonString
{
    private const int CodeLength = 4;
    private const int EscapeLength = 6; // \u001f

    /// <summary>Replaces the escapes of a well-formed string, and tells the length, which is no larger than before.</summary>
    /// <remarks>Half of a surrogate pair becomes U+FFFD: UTF-8 has no form for it.</remarks>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int position = 0;
        while (text.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            text[..escape].CopyTo(target[position..]);
            position += escape;
            text = text[escape..];
            if (text[1] == 'u')
            {
                Rune rune = TakeRune(ref text);
                position += rune.EncodeToUtf8(target[position..]);
            }
            else
            {
                target[position++] = Unescape(text[1]);
                text = text[2..];
            }
        }

        text.CopyTo(target[position..]);
        return position + text.Length;
    }

    private static byte Unescape(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static Rune TakeRune(ref ReadOnlySpan<byte> text)
    {
        char first = CodeOf(text);
        text = text[EscapeLength..];
        if (Rune.TryCreate(first, out Rune rune))
        {
            return rune;
        }

        if (text.StartsWith("\\u"u8) && Rune.TryCreate(first, CodeOf(text), out rune))
        {
            text = text[EscapeLength..];
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static char CodeOf(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(EscapeLength - CodeLength, CodeLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
