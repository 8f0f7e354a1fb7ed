using Microsoft.CodeAnalysis;
using Rpress.ArchitectureTests.Sources;
using Rpress.ArchitectureTests.Tables;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>A folder of src/Rpress uses only the folders its row names.</summary>
internal sealed class FolderRule : IRule
{
    private const string Project = "src/Rpress/";

    public IEnumerable<string> Check(SourceSet sources)
    {
        foreach (var file in sources.Source.Where(file => file.Path.StartsWith(Project, StringComparison.Ordinal)))
        {
            if (Place.Of(file.Path) is not { } user)
            {
                yield return $"{file.Path}: the folder has no row in FolderTable";
                continue;
            }

            var model = sources.Model(file);
            foreach (var (node, type) in SymbolReferences.In(file, model))
            {
                if (!MayUse(user, type))
                {
                    yield return file.At(node, $"{user} must not use {type.Name} of {Place.Of(PathOf(type)!)}");
                }
            }
        }
    }

    private static bool MayUse(Place user, INamedTypeSymbol type)
    {
        if (PathOf(type) is not { } path || Place.Of(path) is not { } used || used == user)
        {
            return true;
        }

        return user.Row.MayUse.Any(pattern => pattern == FolderTable.Settings ? IsSettings(type, used) : used.IsIn(pattern));
    }

    private static string? PathOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)
            .FirstOrDefault(path => path.StartsWith(Project, StringComparison.Ordinal));

    private static bool IsSettings(INamedTypeSymbol type, Place used) =>
        type.Name.EndsWith("Config", StringComparison.Ordinal)
        || type.Name.EndsWith("Options", StringComparison.Ordinal)
        || type is { TypeKind: TypeKind.Enum, DeclaredAccessibility: Accessibility.Public }
        || (used.Row.Folder == $"Middleware/{FolderTable.AnyFolder}" && type.DeclaredAccessibility == Accessibility.Public);

    /// <summary>The row a file belongs to, and the folder that took the place of the row's star.</summary>
    private sealed record Place(FolderRow Row, string Folder)
    {
        public static Place? Of(string path)
        {
            var segments = path[Project.Length..].Split('/')[..^1];
            for (var length = segments.Length; length > 0; length--)
            {
                if (Find(segments[..length]) is { } row)
                {
                    return new Place(row, string.Join('/', segments[..length]));
                }
            }

            return segments.Length == 0 ? new Place(FolderTable.Rows.Single(row => row.Folder.Length == 0), "") : null;
        }

        public bool IsIn(string pattern)
        {
            if (!pattern.EndsWith("**", StringComparison.Ordinal))
            {
                return Row.Folder == pattern;
            }

            var folder = pattern[..^2].TrimEnd('/');
            return folder.Length == 0 || Row.Folder == folder || Row.Folder.StartsWith(folder + "/", StringComparison.Ordinal);
        }

        public override string ToString() => Folder.Length == 0 ? "the root" : Folder + "/";

        private static FolderRow? Find(string[] segments)
        {
            var exact = string.Join('/', segments);
            var starred = string.Join('/', segments[..^1].Append(FolderTable.AnyFolder));
            return FolderTable.Rows.FirstOrDefault(row => row.Folder == exact)
                ?? FolderTable.Rows.FirstOrDefault(row => row.Folder == starred);
        }
    }
}
