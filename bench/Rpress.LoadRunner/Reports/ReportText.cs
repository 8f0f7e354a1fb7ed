namespace Rpress.LoadRunner;

/// <summary>The sentences that both forms of a report share.</summary>
internal static class ReportText
{
    public const string Title = "Rpress for .NET, measured";

    public const string QuickWarning = "This was a quick run: one round of tiny loads without a warm-up, to see that all works. Its figures mean nothing.";

    public static readonly IReadOnlyList<string> Method =
    [
        "Servers and load generators share the machine, over loopback. The figure to steer by is therefore the time of the server's processor for a request (user and system, from the kernel's accounting of the process and its children); throughput and latency depend on what the load generator leaves over.",
        "Each server is started anew, one at a time, in turn within a round (A B C, A B C). Servers that compile while they run get about three seconds of the same requests first, then half a second to finish. A load that ends sooner is repeated until two seconds have been measured; a server that would need more than about five gets fewer requests.",
        "Figures are medians over the rounds; failures are added up. A ratio is taken within each round, and of these the median. Bytes are those of a response's body. Peak memory is that of the process since its start.",
        "The answers are the same bytes from all servers; headers are those that each sends by default. Ours sends more of them: a request id, nosniff, and its name.",
    ];

    public static string Heading(ScenarioResult result) => $"{result.Name}: {result.Title}";

    public static string Origin(RunReport report)
    {
        RunConditions conditions = report.Conditions;
        string tree = conditions.Commit is null ? "" : conditions.IsClean ? ", clean" : ", with changes that are not committed";
        return $"{conditions.Date:yyyy-MM-dd HH:mm}, commit {conditions.Commit ?? "unknown"}{tree}; took {report.Elapsed:h\\:mm\\:ss}.";
    }

    public static string Verdict(RunReport report)
    {
        int met = report.Targets.Count(target => target.IsMet is true);
        int missed = report.Targets.Count(target => target.IsMet is false);
        return $"{met} met, {missed} missed, {report.Targets.Count - met - missed} not measured.";
    }
}
