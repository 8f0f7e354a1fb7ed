using System.Text;

namespace Rpress;

/// <summary>Refuses a Content-Length that is not digits alone, while the core decodes it: it would take "+5" and "-0", and keep only the number.</summary>
/// <remarks>RFC 9110 §8.6: Content-Length = 1*DIGIT.</remarks>
internal sealed class ContentLengthEncoding : ASCIIEncoding
{
    private const int LongestNumber = 19;

    private static readonly ContentLengthEncoding _instance = new();

    /// <summary>The encoding of a request's field; null is the core's usual one.</summary>
    public static Encoding? Select(string name) => name == "Content-Length" ? _instance : null;

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.Length <= LongestNumber && !bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return base.GetChars(bytes, chars);
        }

        // no number, so that the core answers 400
        chars[0] = '?';
        return 1;
    }
}
