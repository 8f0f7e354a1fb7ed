namespace Rpress.LoadRunner;

/// <summary>What one round gave, by metric, in the unit of measure that the metric's header names.</summary>
internal sealed class Sample : Dictionary<Metric, double>
{
    /// <summary>One sample of turns that are equally long: their mean, or their sum where the metric is one.</summary>
    public static Sample Of(IReadOnlyList<Sample> turns)
    {
        var sample = new Sample();
        foreach (Metric metric in turns[0].Keys)
        {
            sample[metric] = metric.IsSum ? turns.Sum(turn => turn[metric]) : turns.Average(turn => turn[metric]);
        }

        return sample;
    }
}
