namespace Rpress;

/// <summary>The directory of a mount: finds what a request's path leads to, and nothing outside, whatever the spelling and the links.</summary>
internal sealed class FileRoot
{
    private const int MaxLinks = 40;

    private static readonly char[] _separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
    private static readonly string _hidden = Path.DirectorySeparatorChar + ".";
    private static readonly StringComparison _comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _path;
    private readonly string _prefix;

    private FileRoot(string path)
    {
        _path = path;
        _prefix = Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;
    }

    /// <summary>Takes the real path of a directory; null when there is none.</summary>
    public static FileRoot? Open(string directory)
    {
        string full = Path.GetFullPath(directory);
        string start = Path.GetPathRoot(full)!;
        return Walk(start, full[start.Length..].Split(_separators)) is { IsDirectory: true } entry ? new(entry.Path) : null;
    }

    /// <summary>What the canonical path below the mount leads to; null when that is nothing, hidden or outside.</summary>
    /// <param name="path">Empty, or with a slash before it.</param>
    /// <exception cref="UnauthorizedAccessException">A directory on the way may not be searched.</exception>
    /// <exception cref="IOException">The file system fails.</exception>
    public PathEntry? Resolve(ReadOnlySpan<char> path) => Split(path) is { } names ? Inside(Walk(_path, names)) : null;

    /// <summary>What an entry of a directory leads to; null when it could not be fetched.</summary>
    public PathEntry? TryResolve(PathEntry directory, string name)
    {
        try
        {
            return FileNames.CanBeServed(name) ? Inside(Walk(directory.Path, [name])) : null;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    /// <summary>Whether each segment could be a file's or directory's.</summary>
    public static bool CanBeServed(ReadOnlySpan<char> path) => Split(path) is not null;

    private static string[]? Split(ReadOnlySpan<char> path)
    {
        path = path is [.., '/'] ? path[..^1] : path;
        if (path.IsEmpty)
        {
            return [];
        }

        string[] names = path[1..].ToString().Split('/');
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = PathCanonicalizer.DecodeCanonical(names[i]);
            if (!FileNames.CanBeServed(names[i]))
            {
                return null;
            }
        }

        return names;
    }

    // a link may lead back inside, but to nothing that its own name would hide
    private PathEntry? Inside(PathEntry? entry) => entry is not null
        && (entry.Path.Equals(_path, _comparison) || entry.Path.StartsWith(_prefix, _comparison))
        && !entry.Path.AsSpan(_prefix.Length - 1).Contains(_hidden, StringComparison.Ordinal)
        ? entry
        : null;

    // the platform's own calls follow links out of the directory, so each step is looked at, as realpath(3) does
    private static PathEntry? Walk(string start, string[] names)
    {
        string current = start;
        var pending = new Stack<string>(names.Reverse());
        int links = 0;
        while (pending.TryPop(out string? name))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Join(current, name);
            var entry = new FileInfo(next);
            if (!Exists(entry))
            {
                return null;
            }

            if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            int rootLength = Path.GetPathRoot(target)!.Length;
            current = rootLength == 0 ? current : Path.GetPathRoot(Path.GetFullPath(target, current))!;
            foreach (string part in target[rootLength..].Split(_separators).Reverse())
            {
                pending.Push(part);
            }
        }

        return Read(current);
    }

    private static PathEntry? Read(string path)
    {
        var entry = new FileInfo(path);
        if (!Exists(entry))
        {
            return null;
        }

        bool isDirectory = entry.Attributes.HasFlag(FileAttributes.Directory);
        return new(path, isDirectory, new(isDirectory ? 0 : entry.Length, entry.LastWriteTimeUtc));
    }

    private static bool Exists(FileInfo entry)
    {
        try
        {
            return (int)entry.Attributes != -1;
        }
        catch (PathTooLongException)
        {
            // every name is short enough, but together they are not
            return false;
        }
    }
}
