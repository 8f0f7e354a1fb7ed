using System.Globalization;
using System.Security.Cryptography;

namespace Rpress;

/// <summary>The strong entity tag of one coded form of a file (RFC 9110 §8.8.3.3), in its quotes.</summary>
internal static class FileTag
{
    private const int HashBytes = 16;

    /// <summary>By the bytes: the same on every machine, and another for other bytes, whatever their dates.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, ContentCoding coding)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return $"\"{Convert.ToHexStringLower(hash[..HashBytes])}{SuffixOf(coding)}\"";
    }

    /// <summary>By date and length, for what is too large to be read for its tag: as good as the dates are.</summary>
    public static string Of(FileVersion version, ContentCoding coding) => string.Create(
        CultureInfo.InvariantCulture, $"\"{version.LastWriteTimeUtc.Ticks:x}-{version.Length:x}{SuffixOf(coding)}\"");

    private static string SuffixOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "-br",
        ContentCoding.Gzip => "-gz",
        _ => "",
    };
}
