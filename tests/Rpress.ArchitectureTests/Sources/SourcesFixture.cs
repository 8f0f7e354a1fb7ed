namespace Rpress.ArchitectureTests.Sources;

/// <summary>The repository's sources, loaded once for all tests.</summary>
public sealed class SourcesFixture
{
    internal SourceSet Sources { get; } = SourceSet.FromRepository();
}
