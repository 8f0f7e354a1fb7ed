using System.Reflection;

namespace Rpress.SampleTests;

/// <summary>The checkout that the tests were built from; the build wrote its place into the assembly.</summary>
internal static class CheckedOut
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(CheckedOut).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Checkout").Value!.Replace('\\', '/'),
        AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files of a folder and those below it, without what builds leave there.</summary>
    public static IEnumerable<string> FilesUnder(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
