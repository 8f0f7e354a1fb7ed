namespace Rpress.LoadRunner;

/// <summary>What a scenario gave: all that a report shows of it.</summary>
/// <param name="Name">What targets call it.</param>
/// <param name="Group">The chapter of the report that it stands in.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Explanation">What happens in it, with its counts.</param>
/// <param name="Unit">What is counted, in the singular: a request, a message, a connection.</param>
/// <param name="Charted">The metric that is drawn.</param>
/// <param name="Metrics">The columns of its table.</param>
/// <param name="Servers">The rows, ours first: it is what the others are set in relation to.</param>
internal sealed record ScenarioResult(
    string Name,
    string Group,
    string Title,
    string Explanation,
    string Unit,
    Metric Charted,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<ServerResult> Servers)
{
    /// <summary>Whether the rows are alike, and can be set in relation to the first of them.</summary>
    public bool HasRatios { get; init; } = true;

    /// <summary>Sentences below the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where something must hold: a run with one that does not ends with an error.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];
}
