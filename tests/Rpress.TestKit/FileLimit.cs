using System.Globalization;

namespace Rpress.TestKit;

/// <summary>How many files, and with them connections, the system lets a process have open.</summary>
public static class FileLimit
{
    // what a process has open beside the connections of a test
    private const int Others = 500;
    private const string Row = "Max open files";

    /// <summary>Why a process cannot have so many connections; null where it can.</summary>
    public static string? Refuses(int connections)
    {
        // the runtime raises the soft limit to the hard one as it starts; elsewhere there is no such file, and the test finds out
        string? limit = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/limits").First(line => line.StartsWith(Row, StringComparison.Ordinal))[Row.Length..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]
            : null;
        return limit is not null && int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out int files) && files < connections + Others
            ? $"{connections} connections need {connections + Others} open files; a process may have {files} (ulimit -n)."
            : null;
    }
}
