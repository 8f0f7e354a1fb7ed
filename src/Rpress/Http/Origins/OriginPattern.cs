using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Rpress;

/// <summary>Origins that differ in the first label of their host: <c>https://*.example.com</c>. The wildcard is one label, not none and not two.</summary>
internal sealed class OriginPattern
{
    private const string Wildcard = "://*.";
    private const int LongestLabel = 63;

    private static readonly SearchValues<char> _labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string _before;
    private readonly string _after;

    private OriginPattern(string before, string after)
    {
        _before = before;
        _after = after;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out OriginPattern? pattern)
    {
        pattern = null;
        int wildcard = text.IndexOf(Wildcard, StringComparison.Ordinal);

        // what stands behind the wildcard has to be an origin's rest, so put a label in its place and look
        if (wildcard < 0 || !Origin.TryNormalize(text.Replace(Wildcard, "://x.", StringComparison.Ordinal), out string? sample))
        {
            return false;
        }

        int label = sample.IndexOf("://x.", StringComparison.Ordinal) + "://".Length;
        pattern = new(sample[..label], sample[(label + 1)..]);

        // a number at the end makes the host an address, and a single label is a top-level domain: either way other people's hosts
        return !IsAddress(pattern._after) && !IsTopLevel(pattern._after);
    }

    /// <summary>Whether a normalized origin is one of the pattern's.</summary>
    public bool Matches(string normalized)
    {
        int length = normalized.Length - _before.Length - _after.Length;
        return length is > 0 and <= LongestLabel
            && normalized.StartsWith(_before, StringComparison.Ordinal)
            && normalized.EndsWith(_after, StringComparison.Ordinal)
            && normalized.AsSpan(_before.Length, length).IndexOfAnyExcept(_labelCharacters) < 0;
    }

    private static bool IsAddress(string after)
    {
        string host = after.Split(':')[0];
        return char.IsAsciiDigit(host[host.LastIndexOf('.') + 1]);
    }

    // RFC 6761 §6.3: localhost is nobody else's
    private static bool IsTopLevel(string after) => after.Split(':')[0] is var host && host.LastIndexOf('.') == 0 && host != ".localhost";
}
