namespace Rpress;

/// <summary>Percent-encoding of RFC 3986 §2.1.</summary>
internal static class PercentEncoding
{
    /// <summary>Reads the escape at the start of the text.</summary>
    public static bool TryDecodeByte(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != '%' || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
        return true;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
