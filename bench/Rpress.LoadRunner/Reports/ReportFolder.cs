using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>Where a run's report lies: named after the day and the commit, and after the scenarios unless they are all.</summary>
internal static class ReportFolder
{
    private const string Results = "bench/results";
    private const int MostNames = 4;

    public static string Of(RunConditions conditions) => string.Join('-', [
        $"{Results}/{conditions.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        conditions.ShortName,
        .. conditions.Scenarios.Count > MostNames ? ["some"] : conditions.Scenarios,
        .. conditions.IsQuick ? new[] { "quick" } : [],
    ]);

    /// <summary>Writes all forms of a report, over what a run of the same name left.</summary>
    public static void Write(RunReport report)
    {
        string folder = Directory.CreateDirectory(Of(report.Conditions)).FullName;
        File.WriteAllText(Path.Combine(folder, "report.html"), HtmlReport.Of(report));
        File.WriteAllText(Path.Combine(folder, "report.md"), MarkdownReport.Of(report));
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonReport.Of(report));
    }
}
