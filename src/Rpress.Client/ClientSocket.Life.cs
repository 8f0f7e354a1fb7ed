using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>How the namespace is joined and left. The connection calls these, holding the gate.</content>
public partial class ClientSocket
{
    private const int LongestOffset = 128; // characters: what is longer is an argument of an event that has no offset

    private readonly List<SocketIoPacket> _early = []; // events that came before the answer to CONNECT; guarded by Gate
    private long _earlySize; // bytes; guarded by Gate
    private EngineConnection? _engine; // where CONNECT was sent; guarded by Gate
    private EngineConnection? _left; // where CONNECT was sent, and the socket left before the answer; guarded by Gate
    private byte[]? _nextAuth; // of a CONNECT that waits for that answer; guarded by Gate
    private TaskCompletionSource? _outcome; // of connecting; guarded by Gate
    private TaskCompletionSource _connected = NewSignal(); // guarded by Gate
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

    internal void OnPacketLocked(EngineConnection engine, SocketIoPacket packet)
    {
        if (_engine != engine)
        {
            OnLatePacketLocked(engine, packet);
            return;
        }

        switch (packet.Type)
        {
            case SocketIoPacketType.Connect:
                OnConnectedLocked(packet);
                break;
            case SocketIoPacketType.ConnectError:
                OnRefusedLocked(packet);
                break;
            case SocketIoPacketType.Event when _isConnected:
                TryHandleLocked(packet);
                break;
            case SocketIoPacketType.Event:
                KeepLocked(packet);
                break;
            case SocketIoPacketType.Ack when packet.Id is { } id:
                _acks.Complete(id, new EventArguments(packet, Json));
                break;
            case SocketIoPacketType.Disconnect when _isConnected:
                LeaveLocked(DisconnectReason.IoServerDisconnect);
                _connection.ReleaseLocked(this, new SocketConnectException("The server disconnected the socket."));
                break;
            case SocketIoPacketType.Disconnect:
                RefuseLocked(new("The server disconnected the socket before it was in."));
                break;
        }
    }

    // the server was not asked yet, so that is no answer; or the socket left before it was there, and the server takes it for one that is in
    private void OnLatePacketLocked(EngineConnection engine, SocketIoPacket packet)
    {
        if (_left != engine || packet.Type is not (SocketIoPacketType.Connect or SocketIoPacketType.ConnectError))
        {
            return;
        }

        _left = null;
        if (packet.Type == SocketIoPacketType.Connect)
        {
            SendDisconnect(engine);
        }

        if (_nextAuth is { } auth)
        {
            _nextAuth = null;
            JoinLocked(engine, auth);
        }
    }

    /// <summary>Keeps an event that came before the answer to CONNECT, within the limits of those that wait for their handlers.</summary>
    private void KeepLocked(SocketIoPacket packet)
    {
        long size = _earlySize + packet.Size;
        if (_early.Count >= Settings.EventLimits.MaxCount || (_early.Count > 0 && size > Settings.EventLimits.MaxSize))
        {
            _engine?.End(DisconnectReason.EventQueueFull);
            return;
        }

        _early.Add(packet);
        _earlySize = size;
    }

    private void ForgetEarlyLocked()
    {
        _early.Clear();
        _earlySize = 0;
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
            _connection.ReleaseLocked(this, error);
        }
    }

    /// <summary>The socket is not to be connected any more.</summary>
    /// <param name="outcome">Why, for those who wait for it to be connected.</param>
    internal void DeactivateLocked(Exception outcome)
    {
        _isActive = false;
        TaskCompletionSource? waiting = _outcome;
        _outcome = null;
        if (waiting is not null && waiting.TrySetException(outcome))
        {
            _ = waiting.Task.Exception; // seen, though nobody may wait
        }
    }

    /// <summary>The client is disposed: nothing is sent any more, and nobody waits.</summary>
    internal void DisposeLocked()
    {
        DropUnsentLocked();
        _acks.Close();
        if (_connected.TrySetException(SingleAck.Disconnected()))
        {
            _ = _connected.Task.Exception;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // socket.io-protocol v5, "Connection to a namespace": the answer has the socket's id
    private void OnConnectedLocked(SocketIoPacket packet)
    {
        string? pid = null;
        if (packet.Data.IsEmpty || !TryReadSession(packet, out string? id, out pid))
        {
            RefuseLocked(new("The server let the socket in without an id: it speaks an older version of Socket.IO than v3."));
            return;
        }

        if (_isConnected)
        {
            return; // it is in already
        }

        Id = id;
        Recovered = pid is not null && pid == _pid;
        _pid = pid;
        _isConnected = true;
        _failsFast = false;
        HandleEarlyLocked();
        SendUnsentLocked();
        Happen(_connect, null);
        _connected.TrySetResult();
        _outcome?.TrySetResult();
        _outcome = null;
    }

    private void HandleEarlyLocked()
    {
        foreach (SocketIoPacket packet in _early)
        {
            if (!TryHandleLocked(packet))
            {
                break; // what follows would leave a gap
            }
        }

        ForgetEarlyLocked();
    }

    private bool TryReadSession(SocketIoPacket packet, out string? id, out string? pid)
    {
        using JsonDocument document = Parse(packet);
        id = TextOf(document.RootElement, "sid");
        pid = TextOf(document.RootElement, "pid");
        return id is { Length: > 0 };
    }

    private void OnRefusedLocked(SocketIoPacket packet)
    {
        if (_isConnected)
        {
            return; // it is in; that answered nothing
        }

        RefuseLocked(ReadRefusal(packet));
    }

    /// <summary>The namespace is not joined, and not tried again.</summary>
    internal void RefuseLocked(SocketConnectException error)
    {
        _engine = null; // no answer is due any more
        LeaveLocked(DisconnectReason.IoServerDisconnect);
        Happen(_connectError, error);
        _connection.ReleaseLocked(this, error);
    }

    private SocketConnectException ReadRefusal(SocketIoPacket packet)
    {
        const string NoMessage = "The server refused the namespace.";
        if (packet.Data.IsEmpty)
        {
            return new(NoMessage, default(EventArgument));
        }

        using JsonDocument document = Parse(packet);
        JsonElement error = document.RootElement;
        return error.ValueKind == JsonValueKind.Object
            ? new(TextOf(error, "message") ?? NoMessage, error.TryGetProperty("data", out JsonElement data) ? EventArgument.Parse(data, [], Json) : default)
            : new(TextOf(error) ?? NoMessage, default(EventArgument));
    }

    private JsonDocument Parse(SocketIoPacket packet) =>
        JsonDocument.Parse(packet.Data, new JsonDocumentOptions { MaxDepth = Settings.DecoderLimits.MaxJsonDepth });

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair: JSON can say it, and it is no text
        }
    }

    private bool TryHandleLocked(SocketIoPacket packet)
    {
        if (!_pump.TryAdd(new(packet, _engine, null), out bool isReady))
        {
            _engine?.End(DisconnectReason.EventQueueFull);
            return false;
        }

        KeepOffsetLocked(packet);
        if (isReady)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_pump, preferLocal: false);
        }

        return true;
    }

    // socket.io, "Connection state recovery": the last argument of an event is where it stands in the server's log
    private void KeepOffsetLocked(SocketIoPacket packet)
    {
        if (_pid is not null && packet.Id is null && new EventArguments(packet, Json) is { Count: > 0 } arguments
            && arguments[^1] is { ValueKind: JsonValueKind.String } last
            && last.ToString() is { Length: <= LongestOffset } offset)
        {
            _lastOffset = offset; // not read: it may be what another client wrote, and converters are the user's
        }
    }

    internal void Happen<T>(ClientEvent<T> occurred, T argument) => Run(() => occurred.RaiseAsync(argument, OnClientHandlerFailed));

    private void Run(Func<ValueTask> callback)
    {
        if (_pump.AddBeyondLimits(new(null, null, callback)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(_pump, preferLocal: false);
        }
    }
}
