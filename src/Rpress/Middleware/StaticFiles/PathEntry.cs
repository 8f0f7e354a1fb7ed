namespace Rpress;

/// <summary>What a path leads to: a file or a directory, by its real path.</summary>
internal sealed record PathEntry(string Path, bool IsDirectory, FileVersion Version);
