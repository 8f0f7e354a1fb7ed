namespace Rpress.LoadRunner;

/// <summary>All that is measured, in the report's order.</summary>
internal static class ScenarioList
{
    public static readonly IReadOnlyList<IScenario> All =
    [
        .. HttpScenario.All,
        new IdleScenario(),
        .. SocketScenario.All,
        new UserScenario(),
        new RoutesScenario(),
        .. GrowthList.All,
        new FanOutScenario(),
        new AllocationScenario(),
        new StressScenario(),
    ];

    /// <summary>Those of a name, or of names that continue it after a hyphen; all of them without a name.</summary>
    public static IReadOnlyList<IScenario> Chosen(IReadOnlyCollection<string> names) =>
        [.. All.Where(scenario => names.Count == 0 || names.Any(name => scenario.Name == name || scenario.Name.StartsWith(name + "-", StringComparison.Ordinal)))];
}
