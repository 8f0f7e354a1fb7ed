using System.Text;

namespace Rpress.LoadRunner;

/// <summary>A report as Markdown.</summary>
internal static class MarkdownReport
{
    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {ReportText.Title}").AppendLine();
        if (report.Conditions.IsQuick)
        {
            text.AppendLine($"**{ReportText.QuickWarning}**").AppendLine();
        }

        text.AppendLine(ReportText.Origin(report)).AppendLine();
        text.AppendLine("## Targets").AppendLine().AppendLine(ReportText.Verdict(report)).AppendLine().AppendLine(Of(ReportTables.Of(report.Targets)));
        foreach (IGrouping<string, ScenarioResult> group in report.Results.GroupBy(result => result.Group))
        {
            text.AppendLine($"## {group.Key}").AppendLine();
            foreach (ScenarioResult result in group)
            {
                text.Append(Of(result));
            }
        }

        if (report.LeftOut.Count > 0)
        {
            text.AppendLine("## Left out").AppendLine().AppendLine(List(report.LeftOut));
        }

        if (report.Notes is { } notes)
        {
            text.AppendLine("## What was tried").AppendLine().AppendLine(notes.Trim()).AppendLine();
        }

        text.AppendLine("## Machine and versions").AppendLine()
            .AppendLine(Of(ReportTables.Of([.. report.Conditions.Machine, .. report.Conditions.Versions, .. report.Conditions.Choices])));
        text.AppendLine("## Method").AppendLine().AppendLine(string.Join("\n\n", ReportText.Method)).AppendLine();
        text.AppendLine("What each round gave is in report.json.");
        return text.ToString();
    }

    public static string Of(ScenarioResult result)
    {
        var text = new StringBuilder()
            .AppendLine($"### {ReportText.Heading(result)}").AppendLine()
            .AppendLine(result.Explanation).AppendLine()
            .AppendLine(Of(ReportTables.Of(result)));
        if (result.Verdicts.Count + result.Notes.Count > 0)
        {
            text.AppendLine(List([.. result.Verdicts.Select(verdict => verdict.ToString()), .. result.Notes]));
        }

        return text.ToString();
    }

    private static string Of(TextTable table) => string.Concat(
        Row(table.Headers),
        Row(table.Headers.Select((_, column) => column == 0 ? "---" : "--:")),
        string.Concat(table.Rows.Select(Row)));

    private static string Row(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";

    private static string List(IEnumerable<string> items) => string.Concat(items.Select(item => $"- {item}\n"));
}
