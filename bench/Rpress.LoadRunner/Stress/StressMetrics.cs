namespace Rpress.LoadRunner;

/// <summary>What the rows of the stress tests hold.</summary>
internal static class StressMetrics
{
    public static readonly Metric Served = new("served", "served", "#,0", IsHigherBetter: true);

    public static readonly Metric Refused = new("refused", "refused", "#,0");

    public static readonly Metric Hung = new("hung", "hung", "#,0");

    public static readonly Metric Seconds = new("seconds", "took s", "0.0");
}
