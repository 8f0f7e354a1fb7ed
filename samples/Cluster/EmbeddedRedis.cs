using System.Globalization;
using Garnet;

namespace ClusterSample;

/// <summary>Garnet, which speaks Redis' protocol, within this program: to try a cluster without a server for it.</summary>
internal sealed class EmbeddedRedis : IDisposable
{
    private readonly GarnetServer _server;

    private EmbeddedRedis(GarnetServer server, string address)
    {
        _server = server;
        Address = address;
    }

    public string Address { get; }

    public static EmbeddedRedis Start()
    {
        string port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        var server = new GarnetServer(["--port", port, "--bind", "127.0.0.1", "--memory", "64m", "--index", "1m", "--logger-level", "None", "-q"]);
        server.Start();
        return new(server, $"127.0.0.1:{port}");
    }

    public void Dispose() => _server.Dispose();
}
