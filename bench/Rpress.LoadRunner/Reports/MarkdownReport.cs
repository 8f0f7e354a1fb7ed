using System.Globalization;
using System.Text;

namespace Rpress.LoadRunner;

/// <summary>Results as Markdown: medians over the rounds, and the ratio to ours within each round.</summary>
internal static class MarkdownReport
{
    public static string Of(ScenarioResult result)
    {
        ServerResult ours = result.Servers[0];
        string[] headers = ["server", .. result.Metrics.Select(metric => metric.HeaderOf(result.Unit)), $"{result.Charted.HeaderOf(result.Unit)}, {ours.Server} = 1"];
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"### {result.Name}: {result.Title}")
            .AppendLine()
            .AppendLine(result.Explanation)
            .AppendLine()
            .AppendLine(Row(headers))
            .AppendLine(Row(headers.Select(_ => "---")));
        foreach (ServerResult server in result.Servers)
        {
            text.AppendLine(Row([
                server.Server,
                .. result.Metrics.Select(metric => Text(server.Value(metric), metric.Format)),
                Text(server.Ratio(result.Charted, ours), "0.00"),
            ]));
        }

        foreach (string note in result.Notes)
        {
            text.AppendLine().AppendLine(note);
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
