using System.Net;
using System.Net.Sockets;

namespace Rpress.TestKit;

/// <summary>A network between clients and a server on 127.0.0.1 that does what networks do: it breaks off, stands still, is not there.</summary>
/// <remarks>Thread-safe. What is said of a direction holds for the connections that there are and for later ones.</remarks>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpFlow _toServer = new();
    private readonly TcpFlow _toClient = new();
    private readonly Lock _gate = new();
    private readonly HashSet<TcpProxyConnection> _open = []; // guarded by _gate
    private readonly Dictionary<TcpProxyConnection, Task> _carried = []; // guarded by _gate; those that were closed until their ends know
    private readonly Task _accepting;
    private int _targetPort; // guarded by _gate
    private int _made; // guarded by _gate
    private int _refused; // guarded by _gate
    private bool _isRefusing; // guarded by _gate
    private bool _hasEnded; // guarded by _gate

    private TcpProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port that clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where connections go that are made from now on.</summary>
    public int TargetPort
    {
        get => Locked(() => _targetPort);
        set => Locked(() => _targetPort = value);
    }

    /// <summary>How many connections go through now.</summary>
    public int OpenConnections => Locked(() => _open.Count);

    /// <summary>How many connections reached the server so far.</summary>
    public int MadeConnections => Locked(() => _made);

    /// <summary>How many connections did not: they were refused, or there was no server.</summary>
    public int RefusedConnections => Locked(() => _refused);

    /// <summary>Starts one that forwards to a port of 127.0.0.1.</summary>
    public static TcpProxy Start(int targetPort) => new(targetPort);

    /// <summary>An address of the server, but through the proxy.</summary>
    public Uri Through(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new UriBuilder(server) { Host = "127.0.0.1", Port = Port }.Uri;
    }

    /// <summary>How many bytes went through.</summary>
    public long Forwarded(TcpDirection direction) => Flow(direction).Forwarded;

    /// <summary>Ends all connections at once, even those that stand still.</summary>
    public void CutAll(TcpCut how = TcpCut.Reset)
    {
        List<TcpProxyConnection> cut;
        lock (_gate)
        {
            cut = [.. _open];
            _open.Clear();
        }

        cut.ForEach(connection => connection.Cut(how));
    }

    /// <summary>Ends all connections when exactly so many more bytes went through; bytes of later connections are not held up.</summary>
    /// <returns>Completes when they are cut.</returns>
    public Task CutAfterAsync(TcpDirection direction, long bytes, TcpCut how = TcpCut.Close) => Flow(direction).Limit(bytes, () => CutAll(how));

    /// <summary>Lets nothing through any more in a direction; the proxy keeps what comes. New connections are made.</summary>
    public void Hold(TcpDirection direction) => Flow(direction).Hold();

    /// <summary>Lets through what was held, and what comes.</summary>
    public void Resume(TcpDirection direction) => Flow(direction).Resume();

    /// <summary>Ends new connections as soon as they are made.</summary>
    public void Refuse() => Locked(() => _isRefusing = true);

    /// <summary>Takes new connections again.</summary>
    public void Accept() => Locked(() => _isRefusing = false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        KeyValuePair<TcpProxyConnection, Task>[] carried = Locked(() =>
        {
            _hasEnded = true;
            return _carried.ToArray();
        });
        foreach ((TcpProxyConnection connection, _) in carried)
        {
            connection.Cut(TcpCut.Reset);
        }

        await Task.WhenAll(carried.Select(one => one.Value));
    }

    private TcpFlow Flow(TcpDirection direction) => direction == TcpDirection.ToServer ? _toServer : _toClient;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync();
                var connection = new TcpProxyConnection(client);
                lock (_gate)
                {
                    _carried.Add(connection, CarryAsync(connection));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the listener has ended
        }
    }

    private async Task CarryAsync(TcpProxyConnection connection)
    {
        await Task.Yield(); // the list has to know it before it ends
        using TcpProxyConnection carried = connection;
        if (!Locked(() => _isRefusing) && await connection.TryConnectAsync(TargetPort) && TryOpen(connection))
        {
            await connection.CarryAsync(_toServer, _toClient);
        }
        else
        {
            connection.Cut(TcpCut.Reset);
            Locked(() => _refused++);
        }

        Locked(() => _open.Remove(connection));
        Locked(() => _carried.Remove(connection));
    }

    // whoever cut, refused or ended meanwhile meant this one as well
    private bool TryOpen(TcpProxyConnection connection) => Locked(() =>
    {
        if (_isRefusing || _hasEnded)
        {
            return false;
        }

        _made++;
        return _open.Add(connection);
    });

    private T Locked<T>(Func<T> operation)
    {
        lock (_gate)
        {
            return operation();
        }
    }
}
