namespace Rpress;

/// <summary>The names of content codings.</summary>
internal static class ContentCodings
{
    /// <summary>What <c>Content-Encoding</c> says of the coding.</summary>
    public static string NameOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        ContentCoding.Deflate => "deflate",
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "Identity is no coding and is not named."),
    };

    /// <summary>The coding of a name; null for one that we do not know.</summary>
    public static ContentCoding? Parse(ReadOnlySpan<char> name) =>
        name.Equals("br", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Brotli
            // RFC 9110 §8.4.1.3: x-gzip is the same.
            : name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Gzip
            : name.Equals("deflate", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Deflate
            : name.Equals("identity", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Identity
            : null;
}
