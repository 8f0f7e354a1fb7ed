using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Chooses a content coding by <c>Accept-Encoding</c> (RFC 9110 §12.5.3).</summary>
internal static class AcceptEncoding
{
    private const int Unnamed = -1;

    /// <summary>The coding that the client likes best of those there are; of equals Brotli goes first, then gzip, then deflate, then none.</summary>
    /// <param name="field">The field as received, in one line or several.</param>
    /// <param name="available">The codings that can be sent, beside identity.</param>
    /// <returns>Identity too for a client that refuses it and everything else: content it may not understand is worth more than 406.</returns>
    public static ContentCoding Choose(in StringValues field, ContentCoding available)
    {
        int brotli = Unnamed, gzip = Unnamed, deflate = Unnamed, identity = Unnamed, any = Unnamed;
        foreach (string? line in field)
        {
            ReadOnlySpan<char> rest = line;
            while (!rest.IsEmpty)
            {
                int comma = rest.IndexOf(',');
                ReadOnlySpan<char> element = comma < 0 ? rest : rest[..comma];
                rest = comma < 0 ? default : rest[(comma + 1)..];
                if (!TryParse(element, out ReadOnlySpan<char> name, out int quality))
                {
                    continue;
                }

                ContentCoding? coding = ContentCodings.Parse(name);
                brotli = coding == ContentCoding.Brotli ? quality : brotli;
                gzip = coding == ContentCoding.Gzip ? quality : gzip;
                deflate = coding == ContentCoding.Deflate ? quality : deflate;
                identity = coding == ContentCoding.Identity ? quality : identity;
                any = name is "*" ? quality : any;
            }
        }

        int brotliQuality = QualityOf(ContentCoding.Brotli, brotli, any, available);
        int gzipQuality = QualityOf(ContentCoding.Gzip, gzip, any, available);
        int deflateQuality = QualityOf(ContentCoding.Deflate, deflate, any, available);

        // identity is acceptable without being named, but only as the last resort
        int best = Math.Max(Math.Max(brotliQuality, gzipQuality), Math.Max(deflateQuality, identity));
        return best <= 0 ? ContentCoding.Identity
            : brotliQuality == best ? ContentCoding.Brotli
            : gzipQuality == best ? ContentCoding.Gzip
            : deflateQuality == best ? ContentCoding.Deflate
            : ContentCoding.Identity;
    }

    private static int QualityOf(ContentCoding coding, int named, int any, ContentCoding available) =>
        !available.HasFlag(coding) ? 0 : named != Unnamed ? named : Math.Max(any, 0);

    // a name and at most its weight, in thousandths; false for what is neither
    private static bool TryParse(ReadOnlySpan<char> element, out ReadOnlySpan<char> name, out int quality)
    {
        int semicolon = element.IndexOf(';');
        name = (semicolon < 0 ? element : element[..semicolon]).Trim();
        quality = 1000;
        if (semicolon < 0)
        {
            return !name.IsEmpty;
        }

        ReadOnlySpan<char> weight = element[(semicolon + 1)..].Trim();
        return !name.IsEmpty && weight is ['q' or 'Q', '=', ..] && TryParseWeight(weight[2..], out quality);
    }

    // RFC 9110 §12.4.2: 0 or 1, with at most three decimals.
    private static bool TryParseWeight(ReadOnlySpan<char> text, out int thousandths)
    {
        thousandths = 0;
        if (text is not ['0' or '1', ..] || text.Length > 5 || (text.Length > 1 && text[1] != '.'))
        {
            return false;
        }

        thousandths = (text[0] - '0') * 1000;
        int unit = 100;
        foreach (char digit in text.Length > 2 ? text[2..] : default)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            thousandths += (digit - '0') * unit;
            unit /= 10;
        }

        return thousandths <= 1000;
    }
}
