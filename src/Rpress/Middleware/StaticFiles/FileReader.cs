using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>Opens and reads files; one that cannot be read counts as missing.</summary>
internal sealed partial class FileReader(ILogger logger)
{
    // names of files come from the directory, not from clients, but a directory may hold very many
    public const int MaxReported = 1000;

    // EMFILE and ENFILE, and what Windows has for them
    private const int TooManyInProcess = 24;
    private const int TooManyInSystem = 23;
    private const int TooManyOnWindows = unchecked((int)0x80070004);

    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.Ordinal);
    private int _wasOutOfFiles;

    /// <summary>Whether no more files can be opened at present, which says nothing of this one.</summary>
    public static bool IsOutOfFiles(Exception error) =>
        error is IOException { HResult: TooManyInProcess or TooManyInSystem or TooManyOnWindows };

    /// <summary>Null when the file has vanished or cannot be read.</summary>
    /// <exception cref="IOException">No more files can be opened.</exception>
    public SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException && !IsOutOfFiles(error))
        {
            Report(path, error);
            return null;
        }
    }

    /// <summary>All of a file with the version that was read; no bytes when it is larger than the most, or changes meanwhile.</summary>
    /// <returns>Null when the file has vanished or cannot be read.</returns>
    /// <exception cref="IOException">No more files can be opened.</exception>
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

        try
        {
            return Read(file, most);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            Report(entry.Path, error);
            return null;
        }
    }

    /// <summary>Says once that something cannot be read; that it has vanished is nothing to say.</summary>
    public void Report(string path, Exception error)
    {
        if (error is not (FileNotFoundException or DirectoryNotFoundException) && _reported.Count < MaxReported && _reported.TryAdd(path, true))
        {
            LogUnreadable(logger, path, error);
        }
    }

    /// <summary>The answer while no more files can be opened, which is said once.</summary>
    public ResponsePayload Busy(RequestPayload request, IOException error)
    {
        if (Interlocked.Exchange(ref _wasOutOfFiles, 1) == 0)
        {
            LogOutOfFiles(logger, error);
        }

        return ResponsePayload.Error(503, "Too many files are open. Try again in a moment.").WithHeader("Retry-After", "1").Resolve(request);
    }

    private static (FileVersion Version, byte[]? Bytes) Read(SafeFileHandle file, long most)
    {
        FileVersion version = FileVersion.Of(file);
        if (version.Length > most)
        {
            return (version, null);
        }

        byte[] bytes = new byte[version.Length];
        return (version, ReadFully(file, bytes) && FileVersion.Of(file) == version ? bytes : null);
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
