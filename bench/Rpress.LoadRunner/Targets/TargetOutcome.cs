using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>A target with what was measured; null where it was not.</summary>
internal sealed record TargetOutcome(Target Target, double? Measured)
{
    public bool? IsMet => Measured is { } measured ? measured <= Target.Limit : null;

    public string Verdict => IsMet switch
    {
        true => "met",
        false => "missed",
        null => "not measured",
    };

    /// <summary>What is compared with what.</summary>
    public string Comparison => Target.Metric.Name + Target.Against.Count switch
    {
        0 => $", {Target.Server}",
        1 => $", {Target.Server} ÷ {Target.Against[0]}",
        _ => $", {Target.Server} ÷ the best of {string.Join(", ", Target.Against)}",
    };

    public string Limit => $"≤ {Text(Target.Limit)}";

    public string Value => Measured is { } measured ? Text(measured) : "–";

    private string Text(double value) => value.ToString(Target.Against.Count == 0 ? Target.Metric.Format : "0.00", CultureInfo.InvariantCulture);
}
