using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>A server that does nothing by itself: a test reads each request, on whichever connection it came, and answers it.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ScriptedRequest> _gets = Channel.CreateUnbounded<ScriptedRequest>();
    private readonly Channel<ScriptedRequest> _posts = Channel.CreateUnbounded<ScriptedRequest>();
    private readonly Channel<ScriptedRequest> _webSockets = Channel.CreateUnbounded<ScriptedRequest>();
    private readonly List<ScriptedConnection> _connections = []; // guarded by itself
    private readonly Task _accepting;
    private bool _isDisposed;

    public ScriptedServer()
    {
        _listener.Start();
        _accepting = AcceptAllAsync();
    }

    /// <summary>Where it is, as host and port.</summary>
    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Where it is.</summary>
    public Uri Url => new($"http://{Authority}");

    /// <summary>How many requests have come that no test has read.</summary>
    public int UnreadRequests => _gets.Reader.Count + _posts.Reader.Count + _webSockets.Reader.Count;

    /// <summary>The next GET that is no WebSocket handshake.</summary>
    public Task<ScriptedRequest> ReadGetAsync() => ReadAsync(_gets, "a GET");

    /// <summary>The next POST.</summary>
    public Task<ScriptedRequest> ReadPostAsync() => ReadAsync(_posts, "a POST");

    /// <summary>The next WebSocket handshake.</summary>
    public Task<ScriptedRequest> ReadHandshakeAsync() => ReadAsync(_webSockets, "a WebSocket handshake");

    /// <summary>Accepts the next WebSocket.</summary>
    public async Task<ScriptedWebSocket> AcceptWebSocketAsync() => await (await ReadHandshakeAsync()).AcceptWebSocketAsync();

    /// <summary>Cuts all connections with a reset, and takes no further one. It can be called several times.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stop.CancelAsync();
        await _accepting; // before the listener ends: one that has ended accepts with another error
        _listener.Dispose();
        lock (_connections)
        {
            _connections.ForEach(connection => connection.Dispose());
        }

        _stop.Dispose();
    }

    private static Task<ScriptedRequest> ReadAsync(Channel<ScriptedRequest> channel, string awaited) =>
        Deadline.RunAsync(token => channel.Reader.ReadAsync(token).AsTask(), $"{awaited} of the client", Deadline.Default);

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                var connection = new ScriptedConnection(await _listener.AcceptSocketAsync(_stop.Token));
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                _ = connection.ReadAllAsync(Add, _stop.Token);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // no further one is taken
        }
    }

    private void Add(ScriptedRequest request)
    {
        Channel<ScriptedRequest> channel = request.IsWebSocket ? _webSockets : request.Method == "POST" ? _posts : _gets;
        channel.Writer.TryWrite(request);
    }
}
