using System.Net;
using System.Net.Sockets;

namespace Rpress;

/// <summary>Makes the bound sockets that the core cannot: one free port for both families of localhost, and unix sockets over stale files.</summary>
internal sealed class ListenSockets
{
    private const int Attempts = 20;

    private readonly List<Socket> _bound = [];

    /// <summary>Binds one port on both loopback addresses; on the one there is where the machine has one family.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public IReadOnlyList<IPEndPoint> BindLocalhost(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return BindBothFamilies(port);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // a free port may be free in one family only: another one
                if (port != 0 || attempt == Attempts)
                {
                    throw new IOException($"The address 'localhost:{port}' is already in use.", error);
                }
            }
        }
    }

    /// <summary>Removes a socket file that no process answers on.</summary>
    /// <exception cref="IOException">Somebody answers, so the address is in use; or it is no socket.</exception>
    public static void RemoveStale(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return;
        }

        // nobody answers on an ordinary file either, but what it holds is not ours to delete
        if (file.Length > 0)
        {
            throw new IOException($"The path '{path}' holds a file that is no socket: remove it, or listen on another path.");
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
        catch (SocketException error)
        {
            throw new IOException($"The socket '{path}' cannot be taken over: {error.Message}", error);
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

    private List<IPEndPoint> BindBothFamilies(int port)
    {
        IPEndPoint first = Keep(Bind(new IPEndPoint(IPAddress.Loopback, port)));
        try
        {
            return Socket.OSSupportsIPv6
                ? [first, Keep(Bind(new IPEndPoint(IPAddress.IPv6Loopback, first.Port)))]
                : [first];
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return [first];
        }
        catch (SocketException)
        {
            _bound[^1].Dispose();
            _bound.RemoveAt(_bound.Count - 1);
            throw;
        }
    }

    private IPEndPoint Keep(Socket socket)
    {
        _bound.Add(socket);
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
