using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>A file holds one top-level type and bears its name; a delegate may stand beside its owner.</summary>
internal sealed class FileShapeRule : IRule
{
    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Files)
        {
            var members = file.Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).ToList();
            var types = members.OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText).Distinct().ToList();
            var delegates = members.OfType<DelegateDeclarationSyntax>().Select(type => type.Identifier.ValueText).Distinct().ToList();

            if (members.OfType<BaseTypeDeclarationSyntax>().Count() > 1)
            {
                yield return $"{file.Path}: holds {string.Join(", ", types)}; each type has its own file";
            }

            // X.cs, X.Aspect.cs: what stands before the first dot is the type
            var name = file.Name.Split('.')[0];
            var candidates = types.Count > 0 ? types : delegates;
            if (candidates.Count > 0 && !candidates.Contains(name))
            {
                yield return $"{file.Path}: holds {candidates[0]}; the file bears the type's name";
            }

            if (members.OfType<NamespaceDeclarationSyntax>().FirstOrDefault() is { } block)
            {
                yield return file.At(block.NamespaceKeyword, "namespaces are file-scoped");
            }
        }
    }
}
