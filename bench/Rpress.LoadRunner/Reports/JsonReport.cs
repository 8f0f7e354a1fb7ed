using System.Text.Json;

namespace Rpress.LoadRunner;

/// <summary>A report as JSON: the raw figures of every round.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Of(RunReport report) => JsonSerializer.Serialize(
        new
        {
            report.Conditions.Date,
            report.Conditions.Commit,
            report.Conditions.IsClean,
            report.Conditions.IsQuick,
            Seconds = Math.Round(report.Elapsed.TotalSeconds),
            Machine = Object(report.Conditions.Machine),
            Versions = Object(report.Conditions.Versions),
            Settings = Object(report.Conditions.Choices),
            Targets = report.Targets.Select(outcome => new
            {
                outcome.Target.Scenario,
                Metric = outcome.Target.Metric.Key,
                outcome.Target.Server,
                outcome.Target.Against,
                outcome.Target.Limit,
                outcome.Measured,
                outcome.Verdict,
            }),
            Scenarios = report.Results.Select(result => new
            {
                result.Name,
                result.Group,
                result.Title,
                result.Explanation,
                result.Unit,
                Headers = result.Servers.SelectMany(server => server.Rounds).SelectMany(sample => sample.Keys).Distinct()
                    .ToDictionary(metric => metric.Key, metric => metric.HeaderOf(result.Unit)),
                Servers = result.Servers.Select(server => new
                {
                    server.Server,
                    Rounds = server.Rounds.Select(sample => sample.ToDictionary(value => value.Key.Key, value => Math.Round(value.Value, 4))),
                }),
                result.Verdicts,
                result.Notes,
            }),
            report.LeftOut,
        },
        _options);

    private static Dictionary<string, string> Object(IEnumerable<(string Name, string Value)> pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value);
}
