using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace Rpress.SocketIo.Protocol;

/// <summary>Escapes in JSON what JSON asks for and nothing else, as JavaScript's <c>JSON.stringify</c> does: emoji stay four bytes.</summary>
/// <remarks>Half a surrogate pair becomes U+FFFD: UTF-8 has no form for it.</remarks>
internal sealed class NodeJsonEncoder : JavaScriptEncoder
{
    private const char FirstPrintable = ' ';
    private const int LongestEscape = 6; // \u001f

    // the halves of pairs are looked at one by one: most text has none
    private static readonly SearchValues<char> _special = SearchValues.Create(
        [.. Enumerable.Range(0, FirstPrintable).Select(code => (char)code), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    private static readonly SearchValues<byte> _specialUtf8 = SearchValues.Create(
        [.. Enumerable.Range(0, FirstPrintable).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private NodeJsonEncoder()
    {
    }

    public static NodeJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < FirstPrintable or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        int offset = 0;
        while (true)
        {
            int found = rest[offset..].IndexOfAny(_special);
            if (found < 0)
            {
                return -1;
            }

            offset += found;
            if (offset + 1 == textLength || !char.IsSurrogatePair(rest[offset], rest[offset + 1]))
            {
                return offset;
            }

            offset += 2;
        }
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(_specialUtf8);

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        string? escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        if (escape is null)
        {
            return target.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}", out numberOfCharactersWritten);
        }

        numberOfCharactersWritten = escape.TryCopyTo(target) ? escape.Length : 0;
        return numberOfCharactersWritten > 0;
    }
}
