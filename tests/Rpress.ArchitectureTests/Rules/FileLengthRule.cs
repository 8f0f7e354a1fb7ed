using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>No file is longer than 400 lines.</summary>
internal sealed class FileLengthRule : IRule
{
    private const int MaxLines = 400;

    public IEnumerable<string> Check(SourceSet sources) =>
        from file in sources.Files
        let text = file.Tree.GetText()
        let lines = text.Lines[^1].Span.IsEmpty ? text.Lines.Count - 1 : text.Lines.Count
        where lines > MaxLines
        select $"{file.Path}: {lines} lines, {MaxLines} are the limit; cut it at a seam";
}
