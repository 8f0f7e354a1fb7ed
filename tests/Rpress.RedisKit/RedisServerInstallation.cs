namespace Rpress.RedisKit;

/// <summary>Where redis-server is.</summary>
internal static class RedisServerInstallation
{
    /// <summary>Skips the test where it is missing; on build machines it fails.</summary>
    /// <returns>The path of the program.</returns>
    public static string Require()
    {
        const string Missing = "There is no redis-server: install it (Debian: redis-server), as ./test does.";
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "redis-server"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null && Environment.GetEnvironmentVariable("CI") != "true", Missing);
        return program ?? throw new FileNotFoundException(Missing);
    }
}
