using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Rules;

/// <summary>Something the sources must obey; each violation names file, line and what to do.</summary>
internal interface IRule
{
    IEnumerable<string> Check(SourceSet sources);
}
