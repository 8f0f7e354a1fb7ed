using System.Reflection;

namespace Rpress.InteropTests.Node;

/// <summary>Where Node.js is, and where the build put the scripts with their packages.</summary>
internal static class NodeInstallation
{
    private static readonly string[] _names = OperatingSystem.IsWindows() ? ["node.exe"] : ["node", "nodejs"];

    /// <summary>The folder of the scripts.</summary>
    public static string Folder { get; } = typeof(NodeInstallation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeFolder").Value!;

    /// <summary>Skips the test where something is missing; on build machines it fails.</summary>
    /// <returns>The path of Node.js.</returns>
    public static string Require()
    {
        var node = Find();
        var missing = node is null ? "There is no Node.js: install it with npm (Debian: nodejs, npm), as ./test does."
            : !File.Exists(Path.Combine(Folder, "node_modules", ".installed")) ? "This build was made without npm, so the packages are missing: install npm and build again."
            : null;
        Assert.SkipWhen(missing is not null && Environment.GetEnvironmentVariable("CI") != "true", missing ?? "");
        return missing is null ? node! : throw new FileNotFoundException(missing);
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         where folder.Length > 0
         from name in _names
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
