namespace Rpress.LoadRunner;

/// <summary>A figure that scenarios report.</summary>
/// <param name="Key">What it is called in the raw figures.</param>
/// <param name="Header">What stands above its column, with the unit of measure; <c>{unit}</c> stands for what the scenario counts.</param>
/// <param name="Format">How a value is written.</param>
/// <param name="IsHigherBetter">Whether more of it is better.</param>
/// <param name="IsSum">Whether the rounds are added up; of other metrics the median is taken.</param>
internal sealed record Metric(string Key, string Header, string Format, bool IsHigherBetter = false, bool IsSum = false)
{
    private const string Unit = "{unit}";

    /// <summary>The header where it does not matter what is counted.</summary>
    public string Name => Header.Replace($"/{Unit}", "", StringComparison.Ordinal);

    /// <summary>The header where the scenario counts such units: requests, messages, connections.</summary>
    public string HeaderOf(string unit) => Header.Replace(Unit, unit, StringComparison.Ordinal);
}
