using System.Collections.Concurrent;

namespace Rpress;

/// <summary>The files of a mount by path, within bounds of bytes and number; the least recently used ones go first.</summary>
internal sealed class StaticFileCache
{
    private readonly ConcurrentDictionary<string, StaticFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StaticFile>.AlternateLookup<ReadOnlySpan<char>> _byPath;
    private readonly long _maxBytes;
    private readonly int _maxFiles;
    private readonly Lock _gate = new();
    private long _bytes; // guarded by _gate

    public StaticFileCache(long maxBytes, int maxFiles)
    {
        _maxBytes = maxBytes;
        _maxFiles = maxFiles;
        _byPath = _files.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _files.Count;

    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    public StaticFile? Find(ReadOnlySpan<char> path) => _byPath.TryGetValue(path, out StaticFile? file) ? file : null;

    /// <summary>Puts a file in the place of what the path led to before.</summary>
    /// <returns>The file, or the same one that another request has put there meanwhile.</returns>
    public StaticFile Set(string path, StaticFile file, long bytes)
    {
        lock (_gate)
        {
            if (Find(path) is { } current && current.IsOf(file.Source))
            {
                return current;
            }

            RemoveLocked(path);
            file.CachedBytes = bytes;
            _files[path] = file;
            _bytes += bytes;
            TrimLocked();
            return file;
        }
    }

    /// <summary>Counts what has been added to a file, if it is still there.</summary>
    public void Grow(string path, StaticFile file, long bytes)
    {
        lock (_gate)
        {
            if (Find(path) == file)
            {
                file.CachedBytes += bytes;
                _bytes += bytes;
                TrimLocked();
            }
        }
    }

    public void Remove(string path)
    {
        lock (_gate)
        {
            RemoveLocked(path);
        }
    }

    private void RemoveLocked(string path)
    {
        if (_files.TryRemove(path, out StaticFile? file))
        {
            _bytes -= file.CachedBytes;
        }
    }

    // a tenth more than needed, so that a full cache is not sorted for each file that comes
    private void TrimLocked()
    {
        if (_bytes <= _maxBytes && _files.Count <= _maxFiles)
        {
            return;
        }

        foreach ((string path, _) in _files.ToArray().OrderBy(pair => pair.Value.CheckedAt))
        {
            if (_bytes <= _maxBytes / 10 * 9 && _files.Count <= _maxFiles / 10 * 9)
            {
                return;
            }

            RemoveLocked(path);
        }
    }
}
