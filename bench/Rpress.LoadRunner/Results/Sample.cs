namespace Rpress.LoadRunner;

/// <summary>What one round gave, by metric, in the unit of measure that the metric's header names.</summary>
internal sealed class Sample : Dictionary<Metric, double>;
