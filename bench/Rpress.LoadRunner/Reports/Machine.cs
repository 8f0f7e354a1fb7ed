using System.Globalization;
using System.Runtime.InteropServices;

namespace Rpress.LoadRunner;

/// <summary>What the machine is, from what the kernel and the distribution say.</summary>
internal static class Machine
{
    private const string Kernel = "/proc/sys/kernel/osrelease";

    public static IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("processor", RowOf("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString()),
        ("cores", $"{Environment.ProcessorCount}, shared with the load generator"),
        ("memory", RowOf("/proc/meminfo", "MemTotal", ':') is { } total ? Gigabytes(total) : "unknown"),
        ("kernel", File.Exists(Kernel) ? $"Linux {File.ReadAllText(Kernel).Trim()}" : RuntimeInformation.OSDescription),
        ("distribution", RowOf("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? "unknown"),
    ];

    private static string? RowOf(string file, string name, char separator) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[^1].Trim()
        : null;

    private static string Gigabytes(string kilobytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{long.Parse(kilobytes.Split(' ')[0], CultureInfo.InvariantCulture) / 1024.0 / 1024.0:0.0} GB");
}
