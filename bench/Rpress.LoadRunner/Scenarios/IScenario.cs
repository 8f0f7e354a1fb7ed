namespace Rpress.LoadRunner;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line; the names of its results begin with it.</summary>
    string Name { get; }

    /// <summary>The chapter of the report, one of <see cref="ScenarioGroup"/>.</summary>
    string Group { get; }

    /// <summary>What it measures, in a few words.</summary>
    string Title { get; }

    /// <summary>What it lacks on this machine; null where it can run.</summary>
    string? Missing => null;

    /// <summary>Measures in rounds; usually one result, several where the same servers are measured in several ways.</summary>
    Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings);
}
