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
        new("a text: all time", "health", Metrics.Cpu, Ours, [AspNetCore], 1.0),
        new("a text: user time", "health", Metrics.UserCpu, Ours, [AspNetCore], 0.9),
        new("JSON: all time", "json", Metrics.Cpu, Ours, [AspNetCore], 1.0),
        new("JSON: user time", "json", Metrics.UserCpu, Ours, [AspNetCore], 0.9),
        new("a text, inline, beside nginx", "health", Metrics.Cpu, Inline, ["nginx"], 1.3),
        new("100 KB compressed", "large-encoded", Metrics.Cpu, Ours, [AspNetCore], 0.5),
        new("a file compressed", "static-encoded", Metrics.Cpu, Ours, [AspNetCore], 0.4),
        new("a file", "static", Metrics.Cpu, Ours, [AspNetCore], 0.6),
        .. HttpScenario.All.SelectMany(scenario => scenario.Loads.Select(load => BestOfFrameworks(load.Name, scenario))),
        new("ping-pong", "socketio-ping", Metrics.Cpu, Ours, [NodeSocketIo], 0.5),
        new("broadcast", "socketio-broadcast", Metrics.Cpu, Ours, [NodeSocketIo], 0.45),
        new("memory of an idle connection", "socketio-idle", Metrics.MemoryPerConnection, Ours, [NodeSocketIo], 1.0),
        new("what a request allocates", "allocations", Metrics.Allocated, Ours, [], 600),
        new("10,000 routes", "routes", Metrics.Nanoseconds, "10,000 routes", ["10 routes"], 1.2),
    ];

    private static Target BestOfFrameworks(string name, HttpScenario scenario) =>
        new($"{name}: the best framework", name, Metrics.Cpu, Ours, [.. scenario.Peers.Select(peer => peer.Name).Where(_frameworks.Contains)], 1.0);
}
