using System.Reflection;

namespace Rpress.SampleTests.Programs;

/// <summary>The programs that were built with these tests, and where they lie: the build wrote it into the assembly.</summary>
internal static class BuiltPrograms
{
    private const string Prefix = "Program:";

    public static IReadOnlyDictionary<string, string> Paths { get; } = typeof(BuiltPrograms).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(
            attribute => attribute.Key[Prefix.Length..],
            attribute => Path.GetFullPath(attribute.Value!.Replace('\\', '/'), AppContext.BaseDirectory));

    /// <summary>The command that starts a program.</summary>
    public static (string FileName, string[] Arguments) CommandOf(string name) => (Dotnet.FileName, [Paths[name]]);
}
