namespace Rpress;

/// <summary>Which media types are worth encoding; the others hold their content compressed already.</summary>
internal static class CompressibleTypes
{
    // what may be anything is left alone: much of it is compressed, and nothing says so
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _compressed = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "font/woff", "font/woff2", "application/font-woff",
        "application/zip", "application/x-zip-compressed", "application/gzip", "application/x-gzip", "application/zstd", "application/x-7z-compressed",
        "application/x-rar-compressed", "application/vnd.rar", "application/x-bzip2", "application/x-xz", "application/java-archive",
        "application/x-compressed", "application/x-gtar", "application/vnd.ms-cab-compressed", "application/x-shockwave-flash",
        "application/pdf", "application/octet-stream",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether content of the type is worth encoding; without a type it is not.</summary>
    /// <param name="contentType">The type, with its parameters or without.</param>
    public static bool Contains(string? contentType)
    {
        ReadOnlySpan<char> type = contentType;
        int semicolon = type.IndexOf(';');
        type = (semicolon < 0 ? type : type[..semicolon]).Trim();
        return !type.IsEmpty && !IsMedia(type) && !IsZip(type) && !_compressed.Contains(type);
    }

    private static bool IsMedia(ReadOnlySpan<char> type) =>
        type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || (type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !type.Equals("image/svg+xml", StringComparison.OrdinalIgnoreCase));

    // RFC 6839 §3.6: +zip is a zip archive. Office documents are as well, and do not say so.
    private static bool IsZip(ReadOnlySpan<char> type) =>
        type.EndsWith("+zip", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("application/vnd.openxmlformats-", StringComparison.OrdinalIgnoreCase);
}
