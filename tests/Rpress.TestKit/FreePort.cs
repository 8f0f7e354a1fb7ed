using System.Net;
using System.Net.Sockets;

namespace Rpress.TestKit;

/// <summary>Ports for programs that cannot choose one themselves; another program may take it first, so who asks has to be ready to ask again.</summary>
public static class FreePort
{
    /// <summary>How often a start is tried.</summary>
    public const int Attempts = 5;

    /// <summary>A port of 127.0.0.1 that nobody has at this moment.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
