namespace Rpress.LoadRunner;

/// <summary>What the project promises to reach.</summary>
internal static class TargetList
{
    private const string Ours = "Rpress";
    private const string Inline = "Rpress inline";
    private const string AspNetCore = "ASP.NET Core";
    private const string NodeSocketIo = "Node socket.io";

    // what a user would pick instead; nginx runs no code
    private static readonly string[] _frameworks = [AspNetCore, "Fastify", "Express"];

    public static readonly IReadOnlyList<Target> All =
    [
        new("health", Metrics.Cpu, Ours, [AspNetCore], 1.0),
        new("health", Metrics.UserCpu, Ours, [AspNetCore], 0.9),
        new("json", Metrics.Cpu, Ours, [AspNetCore], 1.0),
        new("json", Metrics.UserCpu, Ours, [AspNetCore], 0.9),
        new("health", Metrics.Cpu, Inline, ["nginx"], 1.3),
        new("large-encoded", Metrics.Cpu, Ours, [AspNetCore], 0.5),
        new("static-encoded", Metrics.Cpu, Ours, [AspNetCore], 0.4),
        new("static", Metrics.Cpu, Ours, [AspNetCore], 0.6),
        .. HttpScenario.All.SelectMany(scenario => scenario.Loads.Select(load => BestOfFrameworks(load.Name, scenario))),
        new("socketio-ping", Metrics.Cpu, Ours, [NodeSocketIo], 0.5),
        new("socketio-broadcast", Metrics.Cpu, Ours, [NodeSocketIo], 0.45),
        new("socketio-idle", Metrics.MemoryPerConnection, Ours, [NodeSocketIo], 1.0),
        new("allocations", Metrics.Allocated, Ours, [], 600),
        .. new[] { "routes", "routes-parameter", "routes-miss" }.Select(name => new Target(name, Metrics.Nanoseconds, "10,000 routes", ["10 routes"], 1.2)),
    ];

    private static Target BestOfFrameworks(string name, HttpScenario scenario) =>
        new(name, Metrics.Cpu, Ours, [.. scenario.Peers.Select(peer => peer.Name).Where(_frameworks.Contains)], 1.0);
}
