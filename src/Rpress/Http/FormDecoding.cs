using System.Buffers;
using System.Text;

namespace Rpress;

/// <summary>Decodes query strings and urlencoded forms as the WHATWG URL standard does (§5.1): a malformed escape stays as it is.</summary>
internal static class FormDecoding
{
    private static readonly SearchValues<char> _encoded = SearchValues.Create("%+");

    /// <summary>The pairs of the text, in order; a name without "=" has an empty value.</summary>
    public static List<KeyValuePair<string, string>> ParsePairs(ReadOnlySpan<char> text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> pair = text[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            int equals = pair.IndexOf('=');
            pairs.Add(equals < 0
                ? new(Decode(pair), "")
                : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }

        return pairs;
    }

    public static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(_encoded) < 0)
        {
            return text.ToString();
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny(_encoded);
            plain = plain < 0 ? text.Length : plain;
            length += Encoding.UTF8.GetBytes(text[..plain], rented.AsSpan(length));
            text = text[plain..];
            if (!text.IsEmpty)
            {
                text = text[DecodeOne(text, rented, ref length)..];
            }
        }

        string decoded = Encoding.UTF8.GetString(rented, 0, length);
        ArrayPool<byte>.Shared.Return(rented);
        return decoded;
    }

    private static int DecodeOne(ReadOnlySpan<char> text, byte[] output, ref int length)
    {
        if (text[0] == '+')
        {
            output[length++] = (byte)' ';
            return 1;
        }

        if (PercentEncoding.TryDecodeByte(text, out byte value))
        {
            output[length++] = value;
            return 3;
        }

        output[length++] = (byte)'%';
        return 1;
    }
}
