using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpress.LoadRunner;

/// <summary>The tables of sockets, as Markdown: medians over the rounds, ratios to ours within each round, and what each round gave.</summary>
internal static class SocketReport
{
    /// <summary>What the figures were taken on.</summary>
    public static string Conditions() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, shared with the load generator; {RuntimeInformation.FrameworkDescription}, {Peer.Ours.GarbageCollection}; Node.js {Peer.NodeVersion ?? "is missing"}, socket.io with ws, no compression; {string.Join(' ', (Peer.RedisVersion ?? "no redis-server").Split(' ').Take(3))}\n");

    public static string Of(SocketScenario scenario, IReadOnlyDictionary<Peer, List<SocketMeasurement>> results)
    {
        List<SocketMeasurement> ours = results[Peer.Ours];
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"### {scenario.Name}: {scenario.Connections} connections in groups of {scenario.GroupSize}, {scenario.Burst} sent at once, {scenario.MessagesOfGroup * scenario.Groups} messages received{(scenario.Servers > 1 ? $", {scenario.Servers} servers with the adapter {Setting.Adapter}" : "")}")
            .AppendLine()
            .AppendLine("| server | messages/s | p50 ms | p99 ms | failed | CPU µs/message | user | system | CPU, ours = 1 | Redis µs/message | RSS MB | CPU of each round |")
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach ((Peer peer, List<SocketMeasurement> rounds) in results)
        {
            double ratio = Report.Median(rounds.Select((round, i) => round.Cpu / ours[i].Cpu));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {Of(rounds, m => m.MessagesPerSecond):0} | {Of(rounds, m => m.P50):0.00} | {Of(rounds, m => m.P99):0.00} | {rounds.Sum(m => m.Failed)} | {Of(rounds, m => m.Cpu):0.0} | {Of(rounds, m => m.User):0.0} | {Of(rounds, m => m.System):0.0} | {ratio:0.00} | {(scenario.Servers > 1 ? Each([Of(rounds, m => m.Redis)]) : "–")} | {Of(rounds, m => m.Memory / 1e6):0} | {Each(rounds.Select(m => m.Cpu))} |");
        }

        return text.ToString();
    }

    public static string Of(int connections, IReadOnlyDictionary<Peer, List<IdleMeasurement>> results)
    {
        List<IdleMeasurement> ours = results[Peer.Ours];
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"### {IdleMeasurement.Name}: {connections} idle connections")
            .AppendLine()
            .AppendLine("| server | RSS KB/connection | ours = 1 | RSS MB before | RSS MB with them | KB/connection of each round |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach ((Peer peer, List<IdleMeasurement> rounds) in results)
        {
            double ratio = Report.Median(rounds.Select((round, i) => round.BytesPerConnection / ours[i].BytesPerConnection));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {Report.Median(rounds.Select(m => m.BytesPerConnection / 1024)):0.0} | {ratio:0.00} | {Report.Median(rounds.Select(m => m.Before / 1e6)):0} | {Report.Median(rounds.Select(m => m.After / 1e6)):0} | {Each(rounds.Select(m => m.BytesPerConnection / 1024))} |");
        }

        return text.ToString();
    }

    private static double Of(IEnumerable<SocketMeasurement> rounds, Func<SocketMeasurement, double> value) => Report.Median(rounds.Select(value));

    private static string Each(IEnumerable<double> values) => string.Join(" ", values.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)));
}
