using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Which responses have an encoded variant, and how they say that there are variants.</summary>
internal static class CompressionRules
{
    private static readonly StringValues _acceptEncoding = "Accept-Encoding";

    /// <summary>Whether the content may be encoded and is worth it.</summary>
    public static bool AreMetBy(ResponsePayload payload, int threshold) =>
        payload.Content is { IsCodingOpen: true } content
        && content.IsAtLeast(threshold)
        && payload.Status != 206
        && !StatusCodes.ForbidsContent(payload.Status)
        && CompressibleTypes.Contains(payload.ContentType)
        && MayTransform(payload.Headers.Span);

    /// <summary>Whether the content may lie in memory beyond its response (RFC 9111 §5.2.2.5: no-store).</summary>
    public static bool MayKeep(ResponsePayload payload)
    {
        foreach ((string name, string value) in payload.Headers.Span)
        {
            if (IsDirective(name, value, "no-store"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Tells caches that the response depends on Accept-Encoding, unless somebody has.</summary>
    public static void AddVary(IHeaderDictionary headers, ResponsePayload payload)
    {
        foreach ((string name, string value) in payload.Headers.Span)
        {
            if (name.Equals("Vary", StringComparison.OrdinalIgnoreCase) && NamesAcceptEncoding(value))
            {
                return;
            }
        }

        StringValues vary = headers.Vary;
        foreach (string? value in vary)
        {
            if (NamesAcceptEncoding(value))
            {
                return;
            }
        }

        headers.Vary = vary.Count == 0 ? _acceptEncoding : StringValues.Concat(vary, _acceptEncoding);
    }

    private static bool NamesAcceptEncoding(ReadOnlySpan<char> vary) => HeaderSyntax.HasElement(vary, "Accept-Encoding") || HeaderSyntax.HasElement(vary, "*");

    private static bool MayTransform(ReadOnlySpan<KeyValuePair<string, string>> fields)
    {
        foreach ((string name, string value) in fields)
        {
            // RFC 9111 §5.2.2.6: no-transform leaves the content as it is.
            if (DescribesTheBytes(name) || IsDirective(name, value, "no-transform"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDirective(string name, string value, string directive) =>
        name.Equals("Cache-Control", StringComparison.OrdinalIgnoreCase) && HeaderSyntax.HasElement(value, directive);

    // a coding, a range or a digest of other bytes would say what is not true; RFC 9530 §3: Repr-Digest counts the coding in
    private static bool DescribesTheBytes(string name) =>
        name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Range", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Digest", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Repr-Digest", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Digest", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-MD5", StringComparison.OrdinalIgnoreCase);
}
