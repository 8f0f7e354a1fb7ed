using System.Collections;
using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>What the environment may set.</summary>
internal static class Setting
{
    /// <summary>What the servers of a cluster are connected with; they read it themselves.</summary>
    public static string Adapter => Environment.GetEnvironmentVariable("BENCH_ADAPTER") is { Length: > 0 } name ? name : "classic";

    /// <summary>The variables that are set, by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Given =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value ?? ""))
            .Where(variable => variable.Name.StartsWith("BENCH_", StringComparison.Ordinal) && variable.Value.Length > 0)
            .OrderBy(variable => variable.Name, StringComparer.Ordinal),
    ];

    /// <summary>A count of a scenario: BENCH_HEALTH_MAX_REQUESTS for health-max, or else BENCH_REQUESTS.</summary>
    public static int Read(string scenario, string what, int fallback) =>
        Read($"BENCH_{scenario.Replace('-', '_').ToUpperInvariant()}_{what}", Read($"BENCH_{what}", fallback));

    public static int Read(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
