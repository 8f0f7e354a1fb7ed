using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpress.ArchitectureTests.Sources;

/// <summary>What every project is compiled against: the frameworks this process runs on, and the SDK's implicit usings.</summary>
internal static class FrameworkReferences
{
    private static readonly string[] _implicitNamespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    public static IReadOnlyList<MetadataReference> All { get; } = Load();

    public static SyntaxTree ImplicitUsings(CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(
            string.Concat(_implicitNamespaces.Select(name => $"global using {name};\n")), options, "ImplicitUsings.cs");

    private static IReadOnlyList<MetadataReference> Load()
    {
        var paths = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
            ?? throw new InvalidOperationException("The host does not say which assemblies it runs on; run the tests with dotnet.");
        return [.. paths.Split(Path.PathSeparator).Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
