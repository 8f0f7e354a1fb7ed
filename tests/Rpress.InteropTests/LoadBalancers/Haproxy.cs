using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>HAProxy with one of the configurations.</summary>
internal static class Haproxy
{
    private const string SocketFile = "admin";

    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(2);

    /// <param name="recipe">The configuration's file.</param>
    /// <param name="nodes">The servers behind it.</param>
    public static async Task<IBalancer> StartAsync(string recipe, TwoNodes nodes) =>
        await BalancerProcess.StartAsync(
            BalancerInstallation.Require("haproxy", "haproxy"), (directory, port) => Configure(directory, port, recipe, nodes), IsListeningAsync);

    private static string[] Configure(TempDirectory directory, int port, string recipe, TwoNodes nodes)
    {
        string global = directory.WriteFile("global.cfg", $"""
            global
                maxconn 1000
                stats socket {directory.Combine(SocketFile)} level user

            """);
        string rest = directory.WriteFile("recipe.cfg", Recipe.Read(
            recipe,
            ("bind :443 ", $"bind 127.0.0.1:{port} "),
            ("10.0.0.11:3000", nodes.First.Address),
            ("10.0.0.12:3000", nodes.Second.Address),
            ("/etc/ssl/private/chat.example.com.pem", BalancerProcess.WriteCertificate(directory))));

        // -db: one process, so that its id ends it
        return ["-db", "-f", global, "-f", rest];
    }

    // it answers there when it has all its ports
    private static async Task<bool> IsListeningAsync(TempDirectory directory, int processId)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var bound = new CancellationTokenSource(_answerBound);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(directory.Combine(SocketFile)), bound.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync("show info\n"u8.ToArray(), bound.Token);
            using var answer = new StreamReader(stream);
            return (await answer.ReadToEndAsync(bound.Token)).Contains($"\nPid: {processId}\n", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
