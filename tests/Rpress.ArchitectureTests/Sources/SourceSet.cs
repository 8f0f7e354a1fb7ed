using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpress.ArchitectureTests.Sources;

/// <summary>Parsed files of src and tests; those of src are compiled too, one compilation per project.</summary>
internal sealed class SourceSet
{
    // CSharpParseOptions.Default stops at the compiler's default language version
    private static readonly CSharpParseOptions _parseOptions =
        new(LanguageVersion.Preview, DocumentationMode.Parse, SourceCodeKind.Regular);

    private readonly Dictionary<string, CSharpCompilation> _compilations = [];

    private SourceSet(IReadOnlyList<SourceFile> files, IReadOnlyList<ProjectFile> projects)
    {
        Files = files;
        Projects = projects;
        foreach (var name in Files.Where(file => file.IsUnder("src")).Select(ProjectName).Distinct())
        {
            Compile(name);
        }
    }

    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The projects of src.</summary>
    public IReadOnlyList<ProjectFile> Projects { get; }

    public IEnumerable<CSharpCompilation> Compilations => _compilations.Values;

    public IEnumerable<SourceFile> Source => Files.Where(file => file.IsUnder("src"));

    public IEnumerable<SourceFile> Tests => Files.Where(file => file.IsUnder("tests"));

    public static SourceSet FromRepository()
    {
        var files = Repository.FilesUnder("src", "*.cs").Concat(Repository.FilesUnder("tests", "*.cs"));
        var projects = Repository.FilesUnder("src", "*.csproj")
            .Select(path => ProjectFile.Parse(Path.GetFileNameWithoutExtension(path), Repository.Read(path)));
        return new SourceSet([.. files.Select(path => Parse(path, Repository.Read(path)))], [.. projects]);
    }

    /// <summary>A set made of given texts, for showing that a rule can fail.</summary>
    public static SourceSet FromTexts(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => Parse(file.Path, file.Text))], []);

    public SemanticModel Model(SourceFile file) => _compilations[ProjectName(file)].GetSemanticModel(file.Tree);

    private static SourceFile Parse(string path, string text) =>
        new(path, CSharpSyntaxTree.ParseText(text, _parseOptions, path));

    private static string ProjectName(SourceFile file) => file.Path.Split('/')[1];

    private CSharpCompilation Compile(string project)
    {
        if (_compilations.TryGetValue(project, out var known))
        {
            return known;
        }

        var dependencies = Referenced(project).Distinct().Select(name => Compile(name).ToMetadataReference());
        return _compilations[project] = CSharpCompilation.Create(
            project,
            [.. Source.Where(file => ProjectName(file) == project).Select(file => file.Tree), FrameworkReferences.ImplicitUsings(_parseOptions)],
            [.. FrameworkReferences.All, .. dependencies],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    // as in the build, what a referenced project references is seen as well
    private IEnumerable<string> Referenced(string project) =>
        Projects.Where(file => file.Name == project).SelectMany(file => file.ProjectReferences).SelectMany(name => Referenced(name).Prepend(name));
}
