namespace Rpress.InteropTests.LoadBalancers;

/// <summary>Where the programs of load balancers are.</summary>
internal static class BalancerInstallation
{
    // Debian keeps them where only root's PATH leads
    private static readonly string[] _systemFolders = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Skips the test where the program is missing; on build machines it fails.</summary>
    /// <returns>The path of the program.</returns>
    public static string Require(string program, string debianPackage)
    {
        string missing = $"There is no {program}: install it (Debian: {debianPackage}), as ./test does.";
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Concat(_systemFolders)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null && Environment.GetEnvironmentVariable("CI") != "true", missing);
        return path ?? throw new FileNotFoundException(missing);
    }
}
