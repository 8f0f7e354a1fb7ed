using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rpress.LoadRunner;

/// <summary>A server under test: how it is started; its port comes by <c>BENCH_PORT</c>.</summary>
internal sealed record Peer(string Name, string Program, params string[] Arguments)
{
    private const string NodeFolder = "bench/Peers/Node";
    private const string PortArgument = "the port"; // replaced by it, where the program does not read BENCH_PORT

    /// <summary>The others' figures are ratios to it.</summary>
    public static readonly Peer Ours = new("Rpress", "bench/Rpress.LoadServer/bin/Release/net10.0/Rpress.LoadServer") { IsOurs = true };

    /// <summary>What the servers of a cluster speak through.</summary>
    public static readonly Peer Redis = new("Redis", "redis-server", "--port", PortArgument, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");

    /// <summary>Those that answer requests.</summary>
    public static readonly IReadOnlyList<Peer> All =
    [
        Ours,
        new("ASP.NET Core", "bench/Peers/AspNetCore/bin/Release/net10.0/AspNetCore"),
    ];

    /// <summary>The version of the Node.js that there is; null where it or its packages are missing.</summary>
    public static string? NodeVersion { get; } = Directory.Exists($"{NodeFolder}/node_modules") ? VersionOf("node") : null;

    /// <summary>The version of the redis-server that there is; null where it is missing.</summary>
    public static string? RedisVersion { get; } = VersionOf(Redis.Program);

    /// <summary>Those that speak Socket.IO.</summary>
    public static IReadOnlyList<Peer> Sockets => NodeVersion is null ? [Ours] : [Ours, new("Node socket.io", "node", Path.GetFullPath($"{NodeFolder}/socketio.mjs"))];

    /// <summary>Whether it is this project's.</summary>
    public bool IsOurs { get; private init; }

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

    /// <summary>What starts it on a port.</summary>
    public ProcessStartInfo Start(int port)
    {
        string number = port.ToString(CultureInfo.InvariantCulture);
        string program = Program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(Program) : Program;
        return new(program, Arguments.Select(argument => argument == PortArgument ? number : argument)) { Environment = { ["BENCH_PORT"] = number } };
    }

    private static string? VersionOf(string program)
    {
        try
        {
            using Process asked = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            string version = asked.StandardOutput.ReadToEnd().Trim();
            asked.WaitForExit();
            return version;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
