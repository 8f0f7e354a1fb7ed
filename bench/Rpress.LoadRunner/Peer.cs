using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Rpress.LoadRunner;

/// <summary>A server under test: how it is started; its port comes by <c>BENCH_PORT</c>.</summary>
internal sealed record Peer(string Name, string Program, string? Script = null)
{
    private const string NodeFolder = "bench/Peers/NodeSocketIo";

    /// <summary>The others' figures are ratios to it.</summary>
    public static readonly Peer Ours = new("Rpress", "bench/Rpress.LoadServer/bin/Release/net10.0/Rpress.LoadServer");

    /// <summary>Those that answer requests.</summary>
    public static readonly IReadOnlyList<Peer> All =
    [
        Ours,
        new("ASP.NET Core", "bench/Peers/AspNetCore/bin/Release/net10.0/AspNetCore"),
    ];

    /// <summary>The version of the Node.js that there is; null where it or its packages are missing.</summary>
    public static string? NodeVersion { get; } = FindNode();

    /// <summary>Those that speak Socket.IO.</summary>
    public static IReadOnlyList<Peer> Sockets => NodeVersion is null ? [Ours] : [Ours, new("Node socket.io", "node", $"{NodeFolder}/server.mjs")];

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

    /// <summary>What starts it.</summary>
    public ProcessStartInfo Start() => Script is null ? new(Path.GetFullPath(Program)) : new(Program, [Path.GetFullPath(Script)]);

    private static string? FindNode()
    {
        if (!Directory.Exists($"{NodeFolder}/node_modules"))
        {
            return null;
        }

        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            string version = node.StandardOutput.ReadToEnd().Trim();
            node.WaitForExit();
            return version;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
