using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rpress.LoadRunner;

/// <summary>The versions of all that takes part.</summary>
internal static class Versions
{
    private const string Missing = "missing";

    public static IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        (".NET", $"{RuntimeInformation.FrameworkDescription}, SDK {Tool.Ask("dotnet", "--version") ?? Missing}"),
        ("garbage collection", Peer.Ours.GarbageCollection),
        ("ASP.NET Core, SignalR", AspNetCore),
        ("Node.js", Peer.NodeVersion?.TrimStart('v') ?? Missing),
        ("Fastify", OfPackage("fastify")),
        ("Express", OfPackage("express")),
        ("socket.io", $"{OfPackage("socket.io")}, with ws {OfPackage("ws")}"),
        ("eiows", SocketPeers.NodeWithEiows.Missing ?? OfPackage("eiows")),
        ("nginx", LastWord(Tool.Find("nginx"), "-v", '/')),
        ("redis-server", Peer.RedisVersion is { } redis ? redis.Split("v=")[^1].Split(' ')[0] : Missing),
        ("h2load", LastWord(Tool.Find(H2Load.Program), "--version", '/')),
        ("wrk", Tool.Find(Wrk.Program) is { } wrk ? Tool.Ask(wrk, "--version")!.Split(' ')[1].Split('/')[^1] : Missing),
    ];

    // the newest of the runtime's major version: the one that the host takes
    private static string AspNetCore => Tool.Ask("dotnet", "--list-runtimes")?.Split('\n')
        .Where(line => line.StartsWith($"Microsoft.AspNetCore.App {Environment.Version.Major}.", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[1]).LastOrDefault() ?? Missing;

    private static string OfPackage(string name)
    {
        string file = $"{Peer.NodeFolder}/node_modules/{name}/package.json";
        if (!File.Exists(file))
        {
            return Missing;
        }

        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return package.RootElement.GetProperty("version").GetString()!;
    }

    private static string LastWord(string? program, string argument, char separator) =>
        program is null ? Missing : Tool.Ask(program, argument)!.Split(separator)[^1];
}
