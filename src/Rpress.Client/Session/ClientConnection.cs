using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What the sockets of one client share: the connection, and the loop that makes it anew.</summary>
internal sealed partial class ClientConnection : IEngineHandler, IAsyncDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly Dictionary<string, ClientSocket> _sockets = []; // guarded by Gate
    private EngineConnection? _engine; // the one that is open; guarded by Gate
    private CancellationTokenSource? _stop; // of the loop that runs, null if none does; guarded by Gate
    private Task _loops = Task.CompletedTask; // all that were begun; guarded by Gate
    private Task? _closed; // when disposed; guarded by Gate
    private Task _handled = Task.CompletedTask; // what the user's code does still, when disposed
    private volatile bool _isDisposed;

    public ClientConnection(ClientSettings settings, HttpMessageInvoker http)
    {
        Settings = settings;
        _http = http;
        Budget = new(settings.MaxSendQueueSize);
    }

    /// <summary>Guards the connection and its sockets. No code of the user's runs under it but a parser that writes CONNECT and DISCONNECT.</summary>
    public Lock Gate { get; } = new();

    public ClientSettings Settings { get; }

    /// <summary>What waits to be sent.</summary>
    public SendBudget Budget { get; }

    /// <summary>The handlers and other work of the user's that runs.</summary>
    public BackgroundWork Work { get; } = new();

    public ReconnectionEvents Reconnections { get; } = new();

    public bool IsDisposed => _isDisposed;

    public SocketTransport? Transport
    {
        get
        {
            lock (Gate)
            {
                return _engine?.Transport;
            }
        }
    }

    /// <summary>The socket of a namespace, made where there is none yet.</summary>
    public ClientSocket GetOrAdd(string name, Func<string, ClientSocket> make)
    {
        lock (Gate)
        {
            ThrowIfDisposedLocked();
            if (_sockets.TryGetValue(name, out ClientSocket? socket))
            {
                return socket;
            }
        }

        ClientSocket made = make(name); // it writes the auth, which is code of the user's
        lock (Gate)
        {
            ThrowIfDisposedLocked();
            return _sockets.TryAdd(name, made) ? made : _sockets[name];
        }
    }

    public void ThrowIfDisposedLocked() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(SocketIoClient));

    /// <summary>Connects a socket, and makes the connection where there is none.</summary>
    /// <returns>What becomes of it.</returns>
    public Task Connect(ClientSocket socket, bool failsFast)
    {
        lock (Gate)
        {
            ThrowIfDisposedLocked();
            bool wasActive = socket.IsActive;
            Task outcome = socket.ActivateLocked(failsFast);
            if (_stop is null)
            {
                BeginLocked();
            }
            else if (!wasActive && _engine is { } engine)
            {
                Work.Track(Task.Run(() => JoinAsync(socket, engine)));
            }

            return outcome;
        }
    }

    /// <summary>A call of ConnectAsync has ended; if it was cancelled and nobody else wants the socket to be connected, that is not tried any more.</summary>
    public void StopWaiting(ClientSocket socket, bool isCancelled)
    {
        lock (Gate)
        {
            if (socket.StopWaitingLocked() && isCancelled)
            {
                _ = LeaveLocked(socket, new OperationCanceledException());
            }
        }
    }

    /// <summary>Lets a socket leave its namespace.</summary>
    /// <returns>When the connection is closed, if it was the last one.</returns>
    public Task DisconnectAsync(ClientSocket socket)
    {
        lock (Gate)
        {
            return socket.IsActive
                ? LeaveLocked(socket, new SocketConnectException("The client disconnected before the namespace was joined."))
                : Task.CompletedTask;
        }
    }

    /// <summary>A socket is not to be connected any more: the connection is closed if it was the last one.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="outcome">Why, for those who wait for it to be connected.</param>
    /// <returns>When the connection is closed; at once if it stays.</returns>
    public Task ReleaseLocked(ClientSocket socket, Exception outcome)
    {
        socket.DeactivateLocked(outcome);
        if (_stop is not { } stop || _sockets.Values.Any(other => other.IsActive))
        {
            return Task.CompletedTask;
        }

        _stop = null;
        _engine = null;
        _ = stop.CancelAsync(); // what follows from it runs elsewhere, not under the gate
        return _loops;
    }

    public void OnPacket(EngineConnection engine, SocketIoPacket packet)
    {
        lock (Gate)
        {
            // a connection that is being closed has nothing more to say
            if (engine == _engine && _sockets.TryGetValue(packet.Namespace, out ClientSocket? socket))
            {
                socket.OnPacketLocked(engine, packet);
            }
        }
    }

    /// <summary>Disconnects all sockets, and waits for the connection and for the handlers that run, but not if one of them asks for it.</summary>
    public async ValueTask DisposeAsync()
    {
        Task closed;
        lock (Gate)
        {
            closed = _closed ??= DisposeLockedAsync();
        }

        await closed.ConfigureAwait(false);
        if (!ClientEventPump.IsRunning(this))
        {
            await _handled.ConfigureAwait(false);
        }
    }

    private Task LeaveLocked(ClientSocket socket, Exception outcome)
    {
        socket.SendDisconnectLocked();
        socket.LeaveLocked(DisconnectReason.IoClientDisconnect);
        return ReleaseLocked(socket, outcome);
    }

    private Task DisposeLockedAsync()
    {
        _isDisposed = true;
        foreach (ClientSocket socket in _sockets.Values)
        {
            _ = LeaveLocked(socket, new ObjectDisposedException(nameof(SocketIoClient)));
            socket.DisposeLocked();
        }

        _handled = Work.CompleteAsync();
        return CloseAsync(_loops);
    }

    private async Task CloseAsync(Task loops)
    {
        await loops.ConfigureAwait(false);
        _http.Dispose();
    }
}
