namespace Rpress;

/// <summary>A file and what lies encoded beside it; equal as long as none of them has changed.</summary>
/// <param name="Extension">Of the name asked for, with its dot: a link may lead to a file of another name.</param>
/// <param name="File">The file.</param>
/// <param name="Brotli">Its form in Brotli, if there is one.</param>
/// <param name="Gzip">Its form in gzip, if there is one.</param>
internal sealed record FileSource(string Extension, PathEntry File, PathEntry? Brotli, PathEntry? Gzip)
{
    /// <summary>Whether a change after this moment would make it unequal.</summary>
    public bool IsSettledAt(DateTimeOffset now) => File.Version.IsSettledAt(now)
        && Brotli?.Version.IsSettledAt(now) != false
        && Gzip?.Version.IsSettledAt(now) != false;
}
