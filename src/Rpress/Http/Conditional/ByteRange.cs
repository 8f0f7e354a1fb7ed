namespace Rpress;

/// <summary>A part of some content: where it begins and how long it is, in bytes.</summary>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>What <c>Content-Range</c> says of it (RFC 9110 §14.4).</summary>
    public string ToContentRange(long contentLength) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"bytes {Offset}-{Offset + Length - 1}/{contentLength}");
}
