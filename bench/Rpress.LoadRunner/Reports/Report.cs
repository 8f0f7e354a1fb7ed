using System.Globalization;
using System.Text;

namespace Rpress.LoadRunner;

/// <summary>The table of one scenario, as Markdown: medians over the rounds, and the ratio of processor time to ours within each round.</summary>
internal static class Report
{
    public static string Of(Scenario scenario, IReadOnlyDictionary<Peer, List<Measurement>> results)
    {
        List<Measurement> ours = results[Peer.All[0]];
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"### {scenario.Name}: {scenario.Requests} requests, {scenario.Connections} connections, `{scenario.Path}`{(scenario.AcceptEncoding is { } encoding ? $", `Accept-Encoding: {encoding}`" : "")}")
            .AppendLine()
            .AppendLine("| server | requests/s | p50 ms | p99 ms | failed | bytes/response | CPU µs/request | user | system | CPU, ours = 1 | peak MB |")
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach ((Peer peer, List<Measurement> rounds) in results)
        {
            double ratio = Median(rounds.Select((round, i) => round.Cpu / ours[i].Cpu));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {Of(rounds, m => m.Load.RequestsPerSecond):0} | {Of(rounds, m => m.Load.P50):0.00} | {Of(rounds, m => m.Load.P99):0.00} | {rounds.Sum(m => m.Load.Failed)} | {Of(rounds, m => m.Load.BytesPerResponse):0} | {Of(rounds, m => m.Cpu):0.0} | {Of(rounds, m => m.User):0.0} | {Of(rounds, m => m.System):0.0} | {ratio:0.00} | {Of(rounds, m => m.PeakMemory / 1e6):0} |");
        }

        return text.ToString();
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Of(IEnumerable<Measurement> rounds, Func<Measurement, double> value) => Median(rounds.Select(value));
}
