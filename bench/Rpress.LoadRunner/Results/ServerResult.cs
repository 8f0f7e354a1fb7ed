namespace Rpress.LoadRunner;

/// <summary>One server in every round of a scenario; where something grows, a server at one size of it.</summary>
internal sealed record ServerResult(string Server, bool IsOurs, IReadOnlyList<Sample> Rounds)
{
    /// <summary>The median over the rounds, or their sum where the metric is one; null where it was not measured.</summary>
    public double? Value(Metric metric)
    {
        double[] values = [.. ValuesOf(metric)];
        return values.Length == 0 ? null : metric.IsSum ? values.Sum() : MedianOf(values);
    }

    /// <summary>What each round gave.</summary>
    public IEnumerable<double> ValuesOf(Metric metric) => Rounds.Where(round => round.ContainsKey(metric)).Select(round => round[metric]);

    /// <summary>The ratio to the least of the others within each round, and of these ratios the median; null where a round lacks one of them, or the least is 0.</summary>
    public double? Ratio(Metric metric, params IReadOnlyList<ServerResult> others)
    {
        double[] values = [.. ValuesOf(metric)];
        double[][] against = [.. others.Select(other => other.ValuesOf(metric).ToArray())];
        return values.Length == 0 || against.Length == 0 || against.Any(other => other.Length != values.Length || other.Contains(0))
            ? null
            : MedianOf(values.Select((value, round) => value / against.Min(other => other[round])));
    }

    /// <summary>The one in the middle, or what lies between the two that are.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
