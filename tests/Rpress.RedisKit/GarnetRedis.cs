using System.Globalization;
using System.Net.Sockets;
using Garnet;
using Garnet.common;
using Rpress.TestKit;

namespace Rpress.RedisKit;

/// <summary>Garnet, which speaks Redis' protocol, within the test's process.</summary>
public sealed class GarnetRedis : ITestRedis
{
    private readonly GarnetServer _server;

    private GarnetRedis(GarnetServer server, int port)
    {
        _server = server;
        Address = $"127.0.0.1:{port}";
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <summary>Starts one on a free port.</summary>
    public static GarnetRedis Start()
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort.Next();
            var server = new GarnetServer(
                ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--lua", "true", "--lua-transaction-mode", "true", "--memory", "64m", "--index", "1m", "--logger-level", "None", "-q"]);
            try
            {
                server.Start();
                return new(server, port);
            }
            catch (Exception error) when (error is SocketException or GarnetException && attempt < FreePort.Attempts)
            {
                server.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
