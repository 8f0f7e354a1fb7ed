using System.Net;
using System.Net.Sockets;

namespace Rpress;

/// <summary>Makes the bound sockets that the core cannot: one free port for both families of localhost, and unix sockets over stale files.</summary>
internal sealed class ListenSockets
{
    private const int Attempts = 20;

    private readonly List<Socket> _bound = [];

    /// <summary>Binds one port on both loopback addresses; on the one there is where the machine has one family.</summary>
    public IReadOnlyList<IPEndPoint> BindLocalhost(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            Socket first = Bind(new IPEndPoint(IPAddress.Loopback, port));
            int chosen = ((IPEndPoint)first.LocalEndPoint!).Port;
            try
            {
                _bound.Add(first);
                return Socket.OSSupportsIPv6
                    ? [new(IPAddress.Loopback, chosen), Keep(Bind(new IPEndPoint(IPAddress.IPv6Loopback, chosen)))]
                    : [new(IPAddress.Loopback, chosen)];
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                return [new(IPAddress.Loopback, chosen)];
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && port == 0 && attempt < Attempts)
            {
                // the port is free in one family only: another one
                _bound.Remove(first);
                first.Dispose();
            }
        }
    }

    /// <summary>Removes a socket file that no process answers on.</summary>
    /// <exception cref="IOException">Somebody answers: the address is in use.</exception>
    public static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"The socket '{path}' is in use: another process answers on it.");
    }

    /// <summary>Hands a socket bound here to the core, or binds as the core would.</summary>
    public Socket Take(EndPoint endPoint, Func<EndPoint, Socket> bind)
    {
        lock (_bound)
        {
            Socket? socket = _bound.Find(candidate => candidate.LocalEndPoint!.Equals(endPoint));
            if (socket is null)
            {
                return bind(endPoint);
            }

            _bound.Remove(socket);
            return socket;
        }
    }

    /// <summary>Closes what the core never took.</summary>
    public void DisposeLeft()
    {
        foreach (Socket socket in _bound)
        {
            socket.Dispose();
        }

        _bound.Clear();
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private IPEndPoint Keep(Socket socket)
    {
        _bound.Add(socket);
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
