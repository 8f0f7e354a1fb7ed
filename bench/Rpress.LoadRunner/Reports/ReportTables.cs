using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    public static TextTable Of(IReadOnlyList<TargetOutcome> targets) => new(
        ["scenario", "measured", "limit", "", "what is compared"],
        [.. targets.Select(outcome => (IReadOnlyList<string>)[outcome.Target.Scenario, outcome.Value, outcome.Limit, outcome.Verdict, outcome.Comparison])],
        []);

    /// <summary>Medians over the rounds, and the ratio of the charted metric to the first row's within each round.</summary>
    public static TextTable Of(ScenarioResult result)
    {
        string[] ratio = [$"ratio of {result.Charted.HeaderOf(result.Unit)}"];
        bool hasRatio = result.HasRatios && result.Servers.Count > 1 && result.Servers.Any(server => server.Ratio(result.Charted, result.Servers[0]) is not null);
        return new(
            ["", .. result.Metrics.Select(metric => metric.HeaderOf(result.Unit)), .. hasRatio ? ratio : []],
            [.. result.Servers.Select(server => (IReadOnlyList<string>)
            [
                server.Server,
                .. result.Metrics.Select(metric => Text(server.Value(metric), metric.Format)),
                .. hasRatio ? [Text(server.Ratio(result.Charted, result.Servers[0]), "0.00")] : Array.Empty<string>(),
            ])],
            Marked(result.Servers.Select(server => server.IsOurs)));
    }

    /// <summary>What each round gave.</summary>
    public static TextTable RoundsOf(ScenarioResult result)
    {
        (ServerResult Server, int Round)[] rows = [.. result.Servers.SelectMany(server => server.Rounds.Select((_, round) => (server, round)))];
        Metric[] metrics = [.. result.Servers.SelectMany(server => server.Rounds).SelectMany(sample => sample.Keys).Distinct()];
        return new(
            ["", "round", .. metrics.Select(metric => metric.HeaderOf(result.Unit))],
            [.. rows.Select(row => (IReadOnlyList<string>)
            [
                row.Server.Server,
                (row.Round + 1).ToString(CultureInfo.InvariantCulture),
                .. metrics.Select(metric => Text(row.Server.Rounds[row.Round].TryGetValue(metric, out double value) ? value : null, metric.Format)),
            ])],
            Marked(rows.Select(row => row.Server.IsOurs)));
    }

    public static TextTable Of(IReadOnlyList<(string Name, string Value)> pairs) =>
        new(["", ""], [.. pairs.Select(pair => (IReadOnlyList<string>)[pair.Name, pair.Value])], []);

    private static int[] Marked(IEnumerable<bool> rows) => [.. rows.Index().Where(row => row.Item).Select(row => row.Index)];

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
