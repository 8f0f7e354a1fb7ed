using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>What the environment may set.</summary>
internal static class Setting
{
    /// <summary>What the servers of a cluster are connected with; they read it themselves.</summary>
    public static string Adapter => Environment.GetEnvironmentVariable("BENCH_ADAPTER") is { Length: > 0 } name ? name : "classic";

    public static int Read(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
