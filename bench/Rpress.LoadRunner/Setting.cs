using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>Numbers that the environment may set.</summary>
internal static class Setting
{
    public static int Read(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
