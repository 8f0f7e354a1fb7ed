using System.Buffers;

namespace Rpress;

/// <summary>The request target, taken apart once: the canonical path that router, files and handlers share, and the raw query.</summary>
/// <remarks>
/// The path is decoded, its dot segments are resolved, and only %2F and %25 stay encoded, so that one text stands for exactly
/// one list of segments: two targets that reach the same handler show the same path to every check before it.
/// </remarks>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>The target of a request about the server itself (RFC 9112 §3.2.4).</summary>
    public const string Asterisk = "*";

    // no escape and nothing that the canonical form would change but dot segments, which are looked for apart
    private static readonly SearchValues<char> _plain = SearchValues.Create(
        "!$&'()*+,-./0123456789:;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\"<>");

    /// <summary>Reads a raw target; false when it is malformed, with the reason.</summary>
    public static bool TryParse(string raw, out RequestTarget target, out string? error)
    {
        error = null;
        if (raw == Asterisk)
        {
            target = new(Asterisk, "");
            return true;
        }

        ReadOnlySpan<char> text = raw;
        bool isOriginForm = raw is ['/', ..];
        if (!isOriginForm)
        {
            text = StripAuthority(text);
        }

        int question = text.IndexOf('?');
        ReadOnlySpan<char> query = question < 0 ? "" : text[question..];
        ReadOnlySpan<char> path = question < 0 ? text : text[..question];
        string? canonical = !IsQuery(query, out error) ? null
            : isOriginForm && question < 0 && IsCanonical(path) ? raw
            : Canonicalize(path, out error);
        target = new(canonical ?? "/", query.ToString());
        return canonical is not null;
    }

    /// <summary>The path of a raw target as it was sent, malformed or not.</summary>
    public static string RawPathOf(string raw)
    {
        ReadOnlySpan<char> path = raw is ['/', ..] ? raw : StripAuthority(raw);
        int question = path.IndexOf('?');
        path = question < 0 ? path : path[..question];
        return path.Length == raw.Length ? raw : path.ToString();
    }

    // RFC 9112 §3.2.2: an origin server accepts the absolute form too; the authority has been compared with Host by then.
    private static ReadOnlySpan<char> StripAuthority(ReadOnlySpan<char> text)
    {
        int scheme = text.IndexOf("://");
        if (scheme < 0)
        {
            return text;
        }

        text = text[(scheme + 3)..];
        int end = text.IndexOfAny('/', '?');
        return end < 0 ? "/" : text[end] == '?' ? string.Concat("/", text[end..]) : text[end..];
    }

    private static string? Canonicalize(ReadOnlySpan<char> path, out string? error)
    {
        error = null;
        if (path.IsEmpty || path[0] != '/')
        {
            error = "The request target is not a path.";
            return null;
        }

        return IsCanonical(path) ? path.ToString() : PathCanonicalizer.Canonicalize(path, out error);
    }

    // RFC 3986 §3.4: a query is printable ASCII, and "#" would have ended it.
    private static bool IsQuery(ReadOnlySpan<char> query, out string? error)
    {
        bool isQuery = !query.ContainsAnyExceptInRange('!', '~') && !query.Contains('#');
        error = isQuery ? null : "The query holds a character that a query may not hold.";
        return isQuery;
    }

    private static bool IsCanonical(ReadOnlySpan<char> path) =>
        path.IndexOfAnyExcept(_plain) < 0 && path.IndexOf("/.") < 0;
}
