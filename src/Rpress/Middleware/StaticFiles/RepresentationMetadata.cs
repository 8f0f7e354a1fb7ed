namespace Rpress;

/// <summary>What all representations of one file say of it.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="LastModified">In whole seconds, and not in the future.</param>
/// <param name="CacheControl">The mount's own.</param>
/// <param name="FileCoding">How the file itself is encoded, whatever the client accepts.</param>
/// <param name="IsEncodable">Whether the application's compression encodes it.</param>
/// <param name="Varies">Whether the client's Accept-Encoding can make a difference.</param>
internal sealed record RepresentationMetadata(
    string ContentType, DateTimeOffset LastModified, string? CacheControl, ContentCoding FileCoding, bool IsEncodable, bool Varies);
