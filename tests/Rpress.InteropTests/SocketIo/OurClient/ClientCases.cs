using System.Security.Cryptography;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>What the cases of our client have in common.</summary>
public abstract class ClientCases
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    /// <summary>The reasons of a connection that broke off; which of them it is depends on what notices it first.</summary>
    private protected static string[] BrokenOff { get; } = ["transport close", "transport error"];

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);

    /// <summary>Starts a server that can be stopped and started again.</summary>
    private protected async Task<RestartableServer> StartRestartableAsync(InteropServerOptions options)
    {
        var server = new RestartableServer(StartServerAsync, options);
        await server.StartAsync();
        return server;
    }

    /// <summary>Puts a network before a server that can break.</summary>
    private protected static TcpProxy StartProxy(IInteropServer server) => TcpProxy.Start(server.Address.Port);

    /// <summary>Breaks a client's connection; it finds the way back only after it has noticed.</summary>
    /// <remarks>A client that polls may be between two polls, and would go on with the next one as if nothing had been.</remarks>
    /// <returns>Its reason.</returns>
    private protected static async Task<string> BreakAsync(TcpProxy proxy, ClientProbe client, TcpCut how = TcpCut.Reset)
    {
        proxy.Refuse();
        proxy.CutAll(how);
        var reason = await client.Disconnects.NextAsync();
        proxy.Accept();
        return reason;
    }

    /// <summary>A client beside the one of the case, to ask the server what it sees.</summary>
    private protected static Task<ClientProbe> WatchAsync(IInteropServer server, string target = "/") =>
        ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket, target: target);

    /// <summary>Bytes that no compression makes fewer.</summary>
    private protected static byte[] RandomBytes(int count) => RandomNumberGenerator.GetBytes(count);
}
