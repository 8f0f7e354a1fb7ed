namespace Rpress;

/// <summary>Reads a file and what lies encoded beside it, and prepares their answers.</summary>
internal sealed class StaticFileLoader(StaticFilesConfig config, StaticFilesEnvironment environment, FileReader reader, StaticFileCache cache)
{
    private readonly StaticContentTypes _types = new(config.ContentTypes);
    private readonly long _mostInMemory = Math.Min(config.MaxCachedFileSize, config.CacheSize);

    // RFC 9111 §5.2.2.6: no-transform leaves the content as it is.
    private readonly bool _mayEncode = !HeaderSyntax.HasElement(config.CacheControl, "no-transform");

    /// <summary>The file, which the cache knows by the path from then on; null when it has vanished or may not be read.</summary>
    public StaticFile? Load(string path, FileSource source)
    {
        bool isSettled = source.IsSettledAt(environment.Time.GetUtcNow());
        if (reader.Read(source.File, _mostInMemory) is not var (version, bytes))
        {
            return null;
        }

        string type = _types.TypeOf(source.Extension);
        ContentCoding fileCoding = _types.CodingOf(source.Extension);

        // a large one is encoded as it is sent, which is not done here
        bool isEncodable = _mayEncode && fileCoding == ContentCoding.Identity && version.Length >= environment.CompressionThreshold && CompressibleTypes.Contains(type);
        // a form of a form is nobody's
        (PathEntry? inBrotli, PathEntry? inGzip) = fileCoding == ContentCoding.Identity ? (source.Brotli, source.Gzip) : default;
        bool varies = isEncodable || inBrotli is not null || inGzip is not null;
        var metadata = new RepresentationMetadata(type, version.LastModified(environment.Time), config.CacheControl, fileCoding, isEncodable, varies);
        var identity = new Representation(reader, source.File.Path, version, bytes, ContentCoding.Identity, metadata);
        Representation? brotli = ReadEncoded(inBrotli, ContentCoding.Brotli, metadata);
        Representation? gzip = ReadEncoded(inGzip, ContentCoding.Gzip, metadata);
        var file = new StaticFile(
            source,
            identity,
            brotli,
            gzip,
            isEncodable && bytes is not null ? (file, coding) => Encode(path, file, identity, coding) : null,
            isSettled,
            environment.Time.GetTimestamp());
        return cache.Set(path, file, identity.BytesInMemory + (brotli?.BytesInMemory ?? 0) + (gzip?.BytesInMemory ?? 0));
    }

    private Representation? ReadEncoded(PathEntry? entry, ContentCoding coding, RepresentationMetadata metadata) =>
        entry is not null && reader.Read(entry, _mostInMemory) is var (version, bytes)
            ? new(reader, entry.Path, version, bytes, coding, metadata)
            : null;

    private Representation Encode(string path, StaticFile file, Representation identity, ContentCoding coding)
    {
        if (identity.Encode(coding) is not { } encoded)
        {
            return identity;
        }

        cache.Grow(path, file, encoded.BytesInMemory);
        return encoded;
    }
}
