using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>Opens and reads files; one that may not be read counts as missing.</summary>
internal sealed partial class FileReader(ILogger logger)
{
    // names of files come from the directory, not from clients, but a directory may hold very many
    public const int MaxReported = 1000;

    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.Ordinal);

    /// <summary>Null when the file has vanished or may not be read.</summary>
    public SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (UnauthorizedAccessException error)
        {
            Report(path, error);
            return null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>All of a file with the version that was read; no bytes when it is larger than the most, or changes meanwhile.</summary>
    /// <returns>Null when the file has vanished or may not be read.</returns>
    public (FileVersion Version, byte[]? Bytes)? Read(PathEntry entry, long most)
    {
        // a pipe or a device has no length either, and opening it could wait for ever
        if (entry.Version.Length == 0)
        {
            return (entry.Version, []);
        }

        using SafeFileHandle? file = Open(entry.Path);
        if (file is null)
        {
            return null;
        }

        FileVersion version = FileVersion.Of(file);
        if (version.Length > most)
        {
            return (version, null);
        }

        byte[] bytes = new byte[version.Length];
        return (version, ReadFully(file, bytes) && FileVersion.Of(file) == version ? bytes : null);
    }

    /// <summary>Says once that something may not be read.</summary>
    public void Report(string path, UnauthorizedAccessException error)
    {
        if (_reported.Count < MaxReported && _reported.TryAdd(path, true))
        {
            LogUnreadable(logger, path, error);
        }
    }

    private static bool ReadFully(SafeFileHandle file, Span<byte> bytes)
    {
        int offset = 0;
        while (offset < bytes.Length)
        {
            int read = RandomAccess.Read(file, bytes[offset..], offset);
            if (read == 0)
            {
                return false;
            }

            offset += read;
        }

        return true;
    }
}
