using System.Text;

namespace Rpress.LoadRunner;

/// <summary>A report as one page that needs nothing else.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> _style = new(() =>
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        return new StreamReader(stream).ReadToEnd();
    });

    public static string Of(RunReport report)
    {
        IGrouping<string, ScenarioResult>[] groups = [.. report.Results.GroupBy(result => result.Group)];
        var html = new StringBuilder($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{ReportText.Title}</title>
            <style>
            {_style.Value}
            </style>
            </head>
            <body>
            <h1>{ReportText.Title}</h1>
            <p class="origin">{HtmlText.Inline(ReportText.Origin(report))}</p>

            """);
        if (report.Conditions.IsQuick)
        {
            html.Append($"<p class=\"warning\">{HtmlText.Escape(ReportText.QuickWarning)}</p>\n");
        }

        string[] tried = report.Notes is null ? [] : ["What was tried"];
        html.Append(Navigation(["Targets", .. groups.Select(group => group.Key), .. tried, "Machine and versions", "Method"]));
        html.Append(Heading("Targets")).Append($"<p>{HtmlText.Escape(ReportText.Verdict(report))}</p>\n")
            .Append(Of(ReportTables.Of(report.Targets), "targets"));
        foreach (IGrouping<string, ScenarioResult> group in groups)
        {
            html.Append(Heading(group.Key)).Append(string.Concat(group.Select(Of)));
        }

        if (report.LeftOut.Count > 0)
        {
            html.Append(Heading("Left out")).Append(List(report.LeftOut));
        }

        if (report.Notes is { } notes)
        {
            html.Append(Heading("What was tried")).Append(HtmlText.Document(notes));
        }

        html.Append(Heading("Machine and versions"))
            .Append(Of(ReportTables.Of([.. report.Conditions.Machine, .. report.Conditions.Versions, .. report.Conditions.Choices]), "pairs"));
        html.Append(Heading("Method")).Append(string.Concat(ReportText.Method.Select(text => $"<p>{HtmlText.Inline(text)}</p>\n")));
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Of(ScenarioResult result) =>
        $"""
        <section>
        <h3>{HtmlText.Escape(result.Title)} <code>{HtmlText.Escape(result.Name)}</code></h3>
        <p>{HtmlText.Inline(result.Explanation)}</p>
        {BarChart.Of(result)}{Of(ReportTables.Of(result))}{Verdicts(result)}{List(result.Notes)}<details><summary>each round</summary>
        {Of(ReportTables.RoundsOf(result))}</details>
        </section>

        """;

    private static string Of(TextTable table, string kind = "figures")
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table class=\"{kind}\">\n");
        if (table.Headers.Any(header => header.Length > 0))
        {
            html.Append($"<thead><tr>{string.Concat(table.Headers.Select(header => $"<th>{HtmlText.Escape(header)}</th>"))}</tr></thead>\n");
        }

        foreach ((int index, IReadOnlyList<string> row) in table.Rows.Index())
        {
            html.Append($"<tr{(table.Marked.Contains(index) ? " class=\"ours\"" : "")}>{string.Concat(row.Select(Cell))}</tr>\n");
        }

        return html.Append("</table></div>\n").ToString();
    }

    // a verdict stands out wherever it is
    private static string Cell(string text) => text switch
    {
        "met" or "missed" or "not measured" => $"<td><b class=\"{text.Replace(' ', '-')}\">{text}</b></td>",
        _ => $"<td>{HtmlText.Inline(text)}</td>",
    };

    private static string Verdicts(ScenarioResult result) =>
        result.Verdicts.Count == 0 ? "" : $"<ul>\n{string.Concat(result.Verdicts.Select(Of))}</ul>\n";

    private static string Of(Verdict verdict)
    {
        (string kind, string word) = verdict.IsPassed ? ("met", "passed") : ("missed", "failed");
        return $"<li><b class=\"{kind}\">{word}</b> {HtmlText.Escape(verdict.Name)}: {HtmlText.Escape(verdict.Detail)}</li>\n";
    }

    private static string List(IReadOnlyList<string> items) =>
        items.Count == 0 ? "" : $"<ul>\n{string.Concat(items.Select(item => $"<li>{HtmlText.Inline(item)}</li>\n"))}</ul>\n";

    private static string Heading(string text) => $"<h2 id=\"{Anchor(text)}\">{HtmlText.Escape(text)}</h2>\n";

    private static string Navigation(IEnumerable<string> headings) =>
        $"<nav>{string.Join(" · ", headings.Select(text => $"<a href=\"#{Anchor(text)}\">{HtmlText.Escape(text)}</a>"))}</nav>\n";

    private static string Anchor(string heading) => string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
