using Microsoft.CodeAnalysis;

namespace Rpress.ArchitectureTests.Sources;

/// <summary>One C# file; the path is relative to the repository, with forward slashes.</summary>
internal sealed record SourceFile(string Path, SyntaxTree Tree)
{
    public SyntaxNode Root => Tree.GetRoot();

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The way a violation names its place.</summary>
    public string At(SyntaxNodeOrToken place, string message) => At(place.GetLocation()!, message);

    public string At(Location place, string message) => $"{Path}({place.GetLineSpan().StartLinePosition.Line + 1}): {message}";
}
