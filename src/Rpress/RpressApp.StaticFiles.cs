namespace Rpress;

/// <content>Static files.</content>
public sealed partial class RpressApp
{
    private readonly List<StaticFilesConfig> _staticFiles = [];

    /// <summary>Serves the files of a directory below a path, where no route answers GET or HEAD; middleware of the application covers them.</summary>
    /// <param name="prefix">Such as <c>/assets</c>, or <c>/</c>. The longest prefix goes first, of equal ones the first added; a file that one directory lacks is looked for in the next.</param>
    /// <param name="directory">The directory; a relative one is looked for from the working directory, then from the application's own.</param>
    /// <param name="options">How they are served.</param>
    /// <exception cref="ArgumentException">The prefix, or an option, is malformed.</exception>
    /// <exception cref="InvalidOperationException">The application has been started.</exception>
    /// <remarks>Nothing outside the directory is served, and nothing whose name begins with a dot. A directory that is missing fails the start.</remarks>
    public RpressApp ServeStatic(string prefix, string directory, StaticFilesOptions? options = null)
    {
        ThrowIfStarted();
        _staticFiles.Add(StaticFilesConfig.From(prefix, directory, options ?? new()));
        return this;
    }
}
