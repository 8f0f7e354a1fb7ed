using System.Globalization;
using System.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>Numbers as JavaScript makes text of them: the fewest digits that give the same number again, and no exponent up to 21 digits.</summary>
internal static class JavaScriptNumber
{
    public const int LongestText = 32;
    private const int MostWholeDigits = 21;
    private const int MostLeadingZeros = 6; // of 0.000001; the next one is 1e-7

    /// <summary>Writes a finite number, and tells the length of its text.</summary>
    public static int Format(double value, Span<byte> target)
    {
        int position = 0;
        if (value < 0)
        {
            target[position++] = (byte)'-';
        }

        Span<byte> digits = stackalloc byte[LongestText];
        int count = FindDigits(Math.Abs(value), digits, out int point);
        return position + Place(digits[..count], point, target[position..]);
    }

    /// <summary>The text of any number, those that JSON cannot say too.</summary>
    public static string ToText(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        Span<byte> text = stackalloc byte[LongestText];
        return Encoding.ASCII.GetString(text[..Format(value, text)]);
    }

    // the digits behind "0.", and the power of ten that belongs to them
    private static int FindDigits(double value, Span<byte> digits, out int point)
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        value.TryFormat(buffer, out int length, "R", CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> text = buffer[..length];
        int e = text.IndexOf((byte)'E');
        int exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> mantissa = e < 0 ? text : text[..e];
        int dot = mantissa.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? mantissa : mantissa[..dot];
        whole.CopyTo(digits);
        int count = whole.Length;
        if (dot >= 0)
        {
            mantissa[(dot + 1)..].CopyTo(digits[count..]);
            count = mantissa.Length - 1;
        }

        int leading = Math.Max(0, digits[..count].IndexOfAnyExcept((byte)'0'));
        digits[leading..count].CopyTo(digits);
        point = whole.Length + exponent - leading;
        return Math.Max(1, digits[..(count - leading)].TrimEnd((byte)'0').Length);
    }

    // ECMAScript, "Number::toString"
    private static int Place(ReadOnlySpan<byte> digits, int point, Span<byte> target)
    {
        switch (point)
        {
            case > MostWholeDigits or <= -MostLeadingZeros:
                return PlaceWithExponent(digits, point - 1, target);
            case <= 0:
                "0."u8.CopyTo(target);
                target.Slice(2, -point).Fill((byte)'0');
                digits.CopyTo(target[(2 - point)..]);
                return 2 - point + digits.Length;
            case var whole when whole >= digits.Length:
                digits.CopyTo(target);
                target[digits.Length..whole].Fill((byte)'0');
                return whole;
            default:
                digits[..point].CopyTo(target);
                target[point] = (byte)'.';
                digits[point..].CopyTo(target[(point + 1)..]);
                return digits.Length + 1;
        }
    }

    private static int PlaceWithExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        int position = 0;
        target[position++] = digits[0];
        if (digits.Length > 1)
        {
            target[position++] = (byte)'.';
            digits[1..].CopyTo(target[position..]);
            position += digits.Length - 1;
        }

        target[position++] = (byte)'e';
        exponent.TryFormat(target[position..], out int length, "+0;-0", CultureInfo.InvariantCulture);
        return position + length;
    }
}
