using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;
using Rpress.ArchitectureTests.Tables;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>Kestrel, hosting and feature interfaces are named in Server/ only.</summary>
internal sealed class ServerBoundaryRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source)
        {
            // the test host is a transport, so it speaks the server's language
            if (file.IsUnder($"src/Rpress/{FolderTable.ServerFolder}") || file.IsUnder("src/Rpress.Testing"))
            {
                continue;
            }

            foreach (var (node, type) in SymbolReferences.In(file, sources.Model(file)))
            {
                if (IsServerOnly(type.ContainingNamespace.ToDisplayString()))
                {
                    yield return file.At(node, $"{type.ToDisplayString()} may be named in Server/ only");
                }
            }

            foreach (var directive in file.Root.DescendantNodes().OfType<UsingDirectiveSyntax>())
            {
                if (directive.Alias is null && directive.StaticKeyword == default
                    && IsServerOnly(directive.NamespaceOrType.ToString()))
                {
                    yield return file.At(directive, $"{directive.NamespaceOrType} may be used in Server/ only");
                }
            }
        }
    }

    private static bool IsServerOnly(string name) =>
        FolderTable.ServerOnlyNamespaces.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal));
}
