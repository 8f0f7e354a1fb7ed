namespace Rpress.LoadRunner;

/// <summary>The chapters of a report.</summary>
internal static class ScenarioGroup
{
    public const string Http = "HTTP";

    public const string Sockets = "Socket.IO";

    public const string Cluster = "Socket.IO, a cluster";

    public const string Growth = "Growth";

    public const string Stress = "Stress";

    public const string Memory = "Memory and allocations";
}
