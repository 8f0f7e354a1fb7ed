using System.Net;
using System.Net.Sockets;

namespace ClusterSample;

/// <summary>Ports for what cannot choose one itself.</summary>
internal static class FreePort
{
    /// <summary>A port of this machine that nobody has at the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
