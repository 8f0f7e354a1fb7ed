using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rpress.LoadRunner;

/// <summary>A server under test: how it is started; its port comes by <c>BENCH_PORT</c>.</summary>
internal sealed record Peer(string Name, string Program, params string[] Arguments)
{
    /// <summary>Where the servers on Node.js and their packages are.</summary>
    public const string NodeFolder = "bench/Peers/Node";

    private const string PortArgument = "the port"; // replaced by it, where the program does not read BENCH_PORT

    /// <summary>The others' figures are ratios to it.</summary>
    public static readonly Peer Ours = new("Rpress", "bench/Rpress.LoadServer/bin/Release/net10.0/Rpress.LoadServer") { IsOurs = true };

    /// <summary>What the servers of a cluster speak through.</summary>
    public static readonly Peer Redis = new("Redis", "redis-server", "--port", PortArgument, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");

    /// <summary>The version of the Node.js that there is; null where it or its packages are missing.</summary>
    public static string? NodeVersion { get; } = Directory.Exists($"{NodeFolder}/node_modules") ? Tool.Ask("node", "--version") : null;

    /// <summary>The version of the redis-server that there is; null where it is missing.</summary>
    public static string? RedisVersion { get; } = Tool.Ask(Redis.Program, "--version");

    /// <summary>Whether it is this project's.</summary>
    public bool IsOurs { get; init; }

    /// <summary>How long requests are sent before its figures are those that stay: until its hot code has been compiled with what was learned about it.</summary>
    /// <remarks>By default what .NET needs. After less it takes up to twice the time of the processor, and the server with more code loses.</remarks>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Why it cannot be started here; null where it can.</summary>
    public string? Missing { get; init; }

    /// <summary>Variables that it is started with.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>How our kind of server collects garbage, as it was built.</summary>
    public string GarbageCollection
    {
        get
        {
            using var settings = JsonDocument.Parse(File.ReadAllText($"{Program}.runtimeconfig.json"));
            JsonElement properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
            bool isServer = properties.TryGetProperty("System.GC.Server", out JsonElement server) && server.GetBoolean();
            bool isConcurrent = !properties.TryGetProperty("System.GC.Concurrent", out JsonElement concurrent) || concurrent.GetBoolean();
            return $"{(isServer ? "server" : "workstation")} GC, {(isConcurrent ? "" : "not ")}concurrent";
        }
    }

    /// <summary>A server on Node.js that needs a package of npm's.</summary>
    public static Peer OnNode(string name, string script, string package) => new(name, "node", Path.GetFullPath($"{NodeFolder}/{script}"))
    {
        Missing = NodeVersion is null ? "Node.js or npm is missing"
            : Directory.Exists($"{NodeFolder}/node_modules/{package}") ? null : $"npm's {package} is missing",
        Environment = [("NODE_ENV", "production")],
        WarmUp = TimeSpan.FromSeconds(3),
    };

    /// <summary>What starts it on a port.</summary>
    public ProcessStartInfo Start(int port)
    {
        string number = port.ToString(CultureInfo.InvariantCulture);
        string program = Program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(Program) : Program;
        var start = new ProcessStartInfo(program, Arguments.Select(argument => argument == PortArgument ? number : argument));
        foreach ((string name, string value) in Environment.Append(("BENCH_PORT", number)))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
