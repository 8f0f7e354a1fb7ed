using System.Net;
using System.Net.Sockets;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>A line to a server that can be cut: what runs over it breaks off, and nothing new goes through until it is mended.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _ends = []; // guarded by _gate
    private readonly List<Task> _carried = []; // guarded by _gate
    private readonly Task _accepting;
    private bool _isCut; // guarded by _gate

    public CuttableLine(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address of the server over this line.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (TcpClient end in _ends)
            {
                end.Dispose();
            }
        }
    }

    public void Mend()
    {
        lock (_gate)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_carried);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient end = await _listener.AcceptTcpClientAsync();
                lock (_gate)
                {
                    _carried.Add(CarryAsync(end));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the listener has ended
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using TcpClient first = near;
        using var far = new TcpClient();
        if (!TryKeep(near, far))
        {
            return;
        }

        try
        {
            await far.ConnectAsync(_server.Host, _server.Port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // one end has gone, and with it the other
        }

        lock (_gate)
        {
            _ends.ExceptWith([near, far]);
        }
    }

    private bool TryKeep(params TcpClient[] ends)
    {
        lock (_gate)
        {
            if (!_isCut)
            {
                _ends.UnionWith(ends);
            }

            return !_isCut;
        }
    }
}
