using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>How the namespace is joined and left. The connection calls these, holding the gate.</content>
public partial class ClientSocket
{
    private EngineConnection? _engine; // where CONNECT was sent; guarded by Gate
    private EngineConnection? _left; // where CONNECT was sent, and the socket left before the answer; guarded by Gate
    private byte[]? _nextAuth; // of a CONNECT that waits for that answer; guarded by Gate
    private TaskCompletionSource? _outcome; // of being active, which ends where it is given up: for ConnectAsync; guarded by Gate
    private TaskCompletionSource _connected = NewSignal(); // the namespace is joined, after whatever failed before: for retries; guarded by Gate
    private string? _pid; // guarded by Gate
    private string? _lastOffset; // JSON text, as the server wrote it; guarded by Gate
    private bool _failsFast; // nobody wants more than one attempt; guarded by Gate
    private int _waiters; // calls of ConnectAsync; guarded by Gate
    private volatile bool _isActive;
    private volatile bool _isConnected;

    /// <summary>Completes when the namespace is joined; fails when the client is disposed.</summary>
    internal Task WhenConnectedAsync()
    {
        lock (Gate)
        {
            return _connected.Task;
        }
    }

    /// <summary>Makes the socket one that is to be connected.</summary>
    /// <returns>What becomes of it.</returns>
    internal Task ActivateLocked(bool failsFast)
    {
        _waiters += failsFast ? 1 : 0;
        if (_isConnected)
        {
            return Task.CompletedTask;
        }

        // who called Connect, before or after, wants more than one attempt
        _failsFast = failsFast && (!_isActive || _failsFast);
        _isActive = true;
        return (_outcome ??= NewSignal()).Task;
    }

    /// <summary>A call of ConnectAsync has ended.</summary>
    /// <returns>Whether nobody wants the socket to be connected any more, if that call does not.</returns>
    internal bool StopWaitingLocked()
    {
        _waiters--;
        return _isActive && !_isConnected && _failsFast && _waiters == 0;
    }

    /// <summary>Asks the server to let the socket in.</summary>
    internal void JoinLocked(EngineConnection engine, byte[] auth)
    {
        if (_engine == engine)
        {
            return; // it has been asked: a second CONNECT ends the connection
        }

        if (_left == engine)
        {
            _nextAuth = auth;
            return;
        }

        _left = null;
        _engine = engine;
        byte[] payload = ConnectPayload.WithSession(auth, _pid, _lastOffset);
        engine.Send(Settings.Parser.Encode(SocketIoEncoder.Connect(Namespace, payload)), SendFlags.None, cost: 0);
    }

    /// <summary>What the socket sends to be let in.</summary>
    internal async ValueTask<byte[]> ReadAuthAsync(CancellationToken cancellationToken)
    {
        object? auth = AuthProvider is { } provider ? await provider(cancellationToken).ConfigureAwait(false) : Auth;
        return ConnectPayload.Write(auth, Json);
    }

    /// <summary>The connection has ended, or the socket leaves it.</summary>
    internal void LeaveLocked(DisconnectReason reason)
    {
        if (!_isConnected)
        {
            _left = _engine ?? _left;
        }

        _engine = null;
        _nextAuth = null;
        ForgetEarlyLocked(); // a session that goes on is sent them again
        if (!_isConnected)
        {
            return;
        }

        _isConnected = false;
        Id = null;
        _connected = NewSignal();
        PendingAcks acks = _acks;
        _acks = new(Settings.MaxPendingAcks);
        acks.Close();
        Happen(_disconnected, reason);
    }

    /// <summary>Lets the server know that the socket leaves.</summary>
    internal void SendDisconnectLocked()
    {
        if (_isConnected)
        {
            SendDisconnect(_engine!);
        }
    }

    private void SendDisconnect(EngineConnection engine)
    {
        SocketIoMessages messages;
        try
        {
            messages = Settings.Parser.Encode(SocketIoEncoder.Disconnect(Namespace));
        }
        catch (Exception error)
        {
            engine.End(DisconnectReason.ParseError, error); // what a parser of the user's cannot say, the connection's end does
            return;
        }

        engine.Send(messages, SendFlags.None, cost: 0);
    }

    /// <summary>An attempt has failed; a socket that waits for no other is not tried again.</summary>
    internal void FailLocked(SocketConnectException error)
    {
        if (!_isActive)
        {
            return;
        }

        Happen(_connectError, error);
        if (_failsFast)
        {
            Connection.ReleaseLocked(this, error);
        }
    }

    /// <summary>The socket is not to be connected any more.</summary>
    /// <param name="outcome">Why, for those who wait for it to be connected.</param>
    internal void DeactivateLocked(Exception outcome)
    {
        _isActive = false;
        TaskCompletionSource? waiting = _outcome;
        _outcome = null;
        waiting?.Fail(outcome);
    }

    /// <summary>The client is disposed: nothing is sent any more, and nobody waits.</summary>
    internal void DisposeLocked()
    {
        DropUnsentLocked();
        _acks.Close();
        _connected.Fail(SingleAck.Disconnected());
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The namespace is not joined, and not tried again.</summary>
    internal void RefuseLocked(SocketConnectException error)
    {
        _engine = null; // no answer is due any more
        LeaveLocked(DisconnectReason.IoServerDisconnect);
        Happen(_connectError, error);
        Connection.ReleaseLocked(this, error);
    }
}
