using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Rpress;

/// <summary>Which segment of a request's path may name a file: the strictest of what the platforms make of names, on all of them.</summary>
internal static class FileNames
{
    // what every common file system takes, in bytes; beyond it the system's call would fail instead of finding nothing
    private const int LongestName = 255;

    // separators, alternate data streams (":"), and what else the platform takes for something other than a name
    private static readonly SearchValues<char> _forbidden = SearchValues.Create(['/', '\\', ':', .. Path.GetInvalidFileNameChars()]);

    // with an extension, too: Windows opens the device for "con.txt"
    private static readonly FrozenSet<string> _devices = FrozenSet.ToFrozenSet(
        [
            "con", "prn", "aux", "nul", "conin$", "conout$",
            .. "0123456789\u00b9\u00b2\u00b3".SelectMany(digit => new[] { $"com{digit}", $"lpt{digit}" }),
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _deviceLookup = _devices.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the decoded segment is the plain name of a file or directory, and none that is hidden by its dot.</summary>
    public static bool CanBeServed(ReadOnlySpan<char> name) =>
        name is not ([] or ['.', ..] or [.., '.' or ' '])
        && !name.ContainsAny(_forbidden)
        && !name.ContainsAnyInRange('\0', '\x1f')
        && !name.ContainsAnyInRange('\x7f', '\x9f')
        && !IsDevice(name)
        && !(OperatingSystem.IsWindows() && IsShortName(name))
        && Encoding.UTF8.GetByteCount(name) <= LongestName;

    /// <summary>Whether Windows may find another file by the name: ".git" also answers to "GIT~1" there.</summary>
    public static bool IsShortName(ReadOnlySpan<char> name)
    {
        int tilde = name.IndexOf('~');
        return tilde >= 0 && tilde + 1 < name.Length && char.IsAsciiDigit(name[tilde + 1]);
    }

    private static bool IsDevice(ReadOnlySpan<char> name)
    {
        int dot = name.IndexOf('.');
        return _deviceLookup.Contains((dot < 0 ? name : name[..dot]).TrimEnd(' '));
    }
}
