namespace Rpress.LoadRunner;

/// <summary>What a metric of ours may be at most: a ratio to the best of some others within a round, or a value.</summary>
/// <param name="Scenario">The name of the result.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Server">The row that it is about.</param>
/// <param name="Against">The rows that it is compared with; none means that the value itself is limited.</param>
/// <param name="Limit">The most that meets it.</param>
internal sealed record Target(string Scenario, Metric Metric, string Server, IReadOnlyList<string> Against, double Limit)
{
    public TargetOutcome Check(IEnumerable<ScenarioResult> results)
    {
        ScenarioResult? result = results.FirstOrDefault(result => result.Name == Scenario);
        ServerResult? server = RowOf(result, Server);
        ServerResult[] others = [.. Against.Select(name => RowOf(result, name)).OfType<ServerResult>()];
        // the best of some is known only where all are
        double? measured = others.Length < Against.Count ? null : others.Length == 0 ? server?.Value(Metric) : server?.Ratio(Metric, others);
        return new(this, measured);
    }

    private static ServerResult? RowOf(ScenarioResult? result, string name) => result?.Servers.FirstOrDefault(server => server.Server == name);
}
