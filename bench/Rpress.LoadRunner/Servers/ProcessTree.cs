using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>What the kernel accounts for a process and for those that it started: a master and its workers are one server.</summary>
internal static class ProcessTree
{
    // USER_HZ, in which /proc counts time, is 100 on every architecture that .NET runs on
    private const double TicksPerSecond = 100;

    /// <summary>User and system time so far, with that of children that have ended.</summary>
    public static CpuTime CpuTimeOf(int id) => ProcessesOf(id).Aggregate(default(CpuTime), (sum, process) => sum + process.Time);

    /// <summary>The sum of a row of /proc/ID/status that is in kB, in bytes.</summary>
    public static long StatusOf(int id, string row) => ProcessesOf(id).Sum(process => StatusOfOne(process.Id, row));

    private static long StatusOfOne(int id, string row)
    {
        string line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(row, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private static List<Entry> ProcessesOf(int id)
    {
        ILookup<int, Entry> byParent = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? Entry.Read(number)
                : null)
            .OfType<Entry>().ToLookup(entry => entry.Parent);
        List<Entry> tree = [.. new[] { Entry.Read(id) }.OfType<Entry>()];
        for (int i = 0; i < tree.Count; i++)
        {
            tree.AddRange(byParent[tree[i].Id]);
        }

        return tree;
    }

    private sealed record Entry(int Id, int Parent, CpuTime Time)
    {
        /// <returns>Null where the process has ended.</returns>
        public static Entry? Read(int id)
        {
            try
            {
                // proc(5): the name, in parentheses, may hold anything; state, ppid, … utime, stime, cutime, cstime follow it
                string text = File.ReadAllText($"/proc/{id}/stat");
                string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                return new(
                    id,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    new(Seconds(fields[11]) + Seconds(fields[13]), Seconds(fields[12]) + Seconds(fields[14])));
            }
            catch (IOException)
            {
                return null;
            }
        }

        private static TimeSpan Seconds(string ticks) => TimeSpan.FromSeconds(long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond);
    }
}
