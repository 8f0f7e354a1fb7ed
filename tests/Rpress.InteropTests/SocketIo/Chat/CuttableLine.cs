using System.Net;
using System.Net.Sockets;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>A line to a server that can be cut: what runs over it breaks off, and nothing new goes through until it is mended.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _clients = []; // guarded by _gate
    private readonly List<Task> _carried = []; // guarded by _gate
    private readonly TaskCompletionSource _ended = new();
    private readonly Task _accepting;
    private bool _isCut; // guarded by _gate
    private bool _isServerTold = true; // guarded by _gate

    public CuttableLine(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address of the server over this line.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <param name="isServerTold">Whether the server sees its connections end; it does not where a client has left one network for another.</param>
    public void Cut(bool isServerTold = true)
    {
        lock (_gate)
        {
            _isCut = true;
            _isServerTold = isServerTold;
            foreach (TcpClient client in _clients)
            {
                client.Dispose();
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
        _ended.TrySetResult();
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
                TcpClient client = await _listener.AcceptTcpClientAsync();
                lock (_gate)
                {
                    _carried.Add(CarryAsync(client));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the listener has ended
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using TcpClient near = client;
        using var far = new TcpClient();
        if (!TryKeep(near))
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

        await ForgetAsync(near);
    }

    private bool TryKeep(TcpClient client)
    {
        lock (_gate)
        {
            return !_isCut && _clients.Add(client);
        }
    }

    private Task ForgetAsync(TcpClient client)
    {
        lock (_gate)
        {
            _clients.Remove(client);
            return _isCut && !_isServerTold ? _ended.Task : Task.CompletedTask;
        }
    }
}
