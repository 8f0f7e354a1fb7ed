namespace Rpress;

/// <summary>How the files of one directory are served.</summary>
/// <remarks>Read once, by <see cref="RpressApp.ServeStatic"/>.</remarks>
public sealed class StaticFilesOptions
{
    /// <summary>The file that stands for its directory when a path ends with a slash; null for none.</summary>
    /// <value>Default <c>index.html</c>.</value>
    public string? IndexFile { get; set; } = "index.html";

    /// <summary>Whether a directory without an index file is answered with a page that lists what can be fetched from it.</summary>
    /// <value>Default false: 404.</value>
    public bool Listing { get; set; }

    /// <summary>The file that answers a GET which neither a file nor a route does and whose last segment has no extension: the page of an application that routes in the browser.</summary>
    /// <value>Default null: 404. A path below the directory, such as <c>index.html</c>.</value>
    public string? SpaFallback { get; set; }

    /// <summary>What <c>Cache-Control</c> says of every file, such as <c>public, max-age=3600</c>.</summary>
    /// <value>Default null: not sent; caches ask again by ETag.</value>
    public string? CacheControl { get; set; }

    /// <summary>Media types by extension (<c>.md</c>), beside and before the known ones; they are sent as they are.</summary>
    /// <value>Default empty.</value>
    public IDictionary<string, string> ContentTypes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The largest file that is kept in memory, in bytes; a larger one is read as it is sent.</summary>
    /// <value>Default 256 KiB; 0 or more.</value>
    public int MaxCachedFileSize { get; set; } = 256 * 1024;

    /// <summary>How much of the files is kept in memory in all, encoded forms included, in bytes; what was not asked for the longest goes first.</summary>
    /// <value>Default 32 MiB; 0 keeps nothing.</value>
    public long CacheSize { get; set; } = 32 * 1024 * 1024;
}
