using System.Net.Sockets;

namespace Rpress.LoadRunner;

/// <summary>Runs scenarios one after the other; the report is written after each, so that a run that is ended leaves one.</summary>
internal sealed class Run(RunSettings settings, RunConditions conditions)
{
    private readonly RunReport _report = new(conditions, settings.Progress);

    /// <returns>Whether all that must hold does.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<IScenario> scenarios)
    {
        bool isPassed = true;
        foreach (Peer peer in HttpPeers.All.Append(SocketPeers.NodeWithEiows).Where(peer => peer.Missing is not null))
        {
            LeaveOut(peer.Name, peer.Missing!);
        }

        foreach (IScenario scenario in scenarios)
        {
            settings.Progress.Begin(scenario);
            if (scenario.Missing is { } reason)
            {
                LeaveOut(scenario.Name, reason);
            }
            else
            {
                isPassed &= await RunAsync(scenario);
            }

            ReportFolder.Write(_report);
        }

        settings.Progress.Write($"targets: {ReportText.Verdict(_report)}");
        settings.Progress.Write($"the report is in {ReportFolder.Of(conditions)}");
        return isPassed;
    }

    // one that fails is told in the report, and costs no other its figures
    private async Task<bool> RunAsync(IScenario scenario)
    {
        try
        {
            IReadOnlyList<ScenarioResult> results = await scenario.RunAsync(settings);
            _report.Add(results);
            foreach (ScenarioResult result in results)
            {
                Console.WriteLine(MarkdownReport.Of(result));
            }

            return results.All(result => result.Verdicts.All(verdict => verdict.IsPassed));
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or IOException or InvalidDataException or SocketException)
        {
            LeaveOut(scenario.Name, $"failed: {error.Message}");
            return false;
        }
    }

    private void LeaveOut(string what, string reason)
    {
        settings.Progress.Write($"  left out: {what}, {reason}");
        _report.LeaveOut(what, reason);
    }
}
