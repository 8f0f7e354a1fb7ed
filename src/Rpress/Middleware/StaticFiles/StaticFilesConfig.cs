using System.Collections.Frozen;

namespace Rpress;

/// <summary>One registration of <see cref="RpressApp.ServeStatic"/>, checked and copied.</summary>
internal sealed record StaticFilesConfig
{
    /// <summary>In canonical form, without the slash at the end: empty for the root.</summary>
    public required string Prefix { get; init; }

    public required string Directory { get; init; }

    public required string? IndexFile { get; init; }

    public required bool Listing { get; init; }

    /// <summary>In the form of a request's path: with a slash before it.</summary>
    public required string? SpaFallback { get; init; }

    public required string? CacheControl { get; init; }

    public required FrozenDictionary<string, string> ContentTypes { get; init; }

    public required int MaxCachedFileSize { get; init; }

    public required long CacheSize { get; init; }

    /// <exception cref="ArgumentException">Something cannot be served as it is said; the message names it.</exception>
    public static StaticFilesConfig From(string prefix, string directory, StaticFilesOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        if (directory.Contains('\0'))
        {
            throw new ArgumentException($"The directory '{HeaderSyntax.Printable(directory)}' holds a NUL.", nameof(directory));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxCachedFileSize);
        ArgumentOutOfRangeException.ThrowIfNegative(options.CacheSize);
        if (options.CacheControl is { } cacheControl)
        {
            HeaderSyntax.RequireValue(cacheControl, "Cache-Control");
        }

        if (options.IndexFile is { } index && !FileNames.CanBeServed(index))
        {
            throw new ArgumentException($"IndexFile is '{HeaderSyntax.Printable(index)}'; it has to be the name of a file.", nameof(options));
        }

        return new StaticFilesConfig
        {
            Prefix = ParsePrefix(prefix),
            Directory = directory,
            IndexFile = options.IndexFile is null ? null : PathCanonicalizer.EncodeLiteral(options.IndexFile),
            Listing = options.Listing,
            SpaFallback = options.SpaFallback is null ? null : ParseFallback(options.SpaFallback),
            CacheControl = options.CacheControl,
            ContentTypes = ParseContentTypes(options.ContentTypes),
            MaxCachedFileSize = options.MaxCachedFileSize,
            CacheSize = options.CacheSize,
        };
    }

    private static string ParsePrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string trimmed = prefix.EndsWith('/') ? prefix[..^1] : prefix;
        if (!prefix.StartsWith('/') || trimmed.Split('/').Skip(1).Any(segment => segment is "" or "." or "..")
            || trimmed.Any(character => char.IsControl(character) || character is '?' or '#'))
        {
            throw new ArgumentException(
                $"The prefix '{HeaderSyntax.Printable(prefix)}' of static files has to be a plain path that begins with '/'.", nameof(prefix));
        }

        return PathCanonicalizer.EncodeLiteral(trimmed);
    }

    private static string ParseFallback(string file)
    {
        string[] segments = file.Replace('\\', '/').Split('/');
        return segments.All(segment => FileNames.CanBeServed(segment))
            ? "/" + PathCanonicalizer.EncodeLiteral(string.Join('/', segments))
            : throw new ArgumentException(
                $"SpaFallback is '{HeaderSyntax.Printable(file)}'; it has to be the path of a file below the directory, such as 'index.html'.", nameof(file));
    }

    private static FrozenDictionary<string, string> ParseContentTypes(IDictionary<string, string> types)
    {
        foreach ((string extension, string type) in types)
        {
            HeaderSyntax.RequireValue(type, $"the content type of '{HeaderSyntax.Printable(extension)}'");
            if (type.Length == 0 || extension.Trim('.').Length == 0)
            {
                throw new ArgumentException("ContentTypes holds an empty extension or type: write '.md' and 'text/markdown'.", nameof(types));
            }
        }

        return types.ToFrozenDictionary(pair => "." + pair.Key.TrimStart('.'), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }
}
