namespace Rpress.Redis.Tests;

/// <summary>What measures the process runs while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Alone";
}
