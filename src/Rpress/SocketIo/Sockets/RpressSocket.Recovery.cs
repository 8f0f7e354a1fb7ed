using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Connection state recovery: a client whose connection broke off goes on as the same socket.</content>
public sealed partial class RpressSocket
{
    private List<(SocketIoPacket Packet, OutgoingMessage Message)>? _held; // guarded by _gate; what comes while the client is sent what it missed
    private SavedSession? _session; // what the socket goes on from
    private IReadOnlyList<SocketIoPacket> _missed = [];
    private string? _offset; // where the adapter's log stood at first
    private TaskCompletionSource? _saved; // guarded by _gate
    private bool _isSaved; // guarded by _gate
    private volatile bool _isTaken;

    /// <summary>Whether the client's connection had broken off, and it goes on as the same socket: same id, rooms and data, and nothing missed.</summary>
    public bool Recovered => _session is not null;

    /// <summary>Whether the socket goes on from a session with what the client was let in with: middleware need not find it again.</summary>
    internal bool HasClaimsOfSession => _session?.Auth is not null;

    /// <summary>The private id by which the client can come back; null where it cannot.</summary>
    internal string? Pid { get; private set; }

    /// <summary>What is to be kept of the socket, as it is now; null if its client cannot come back.</summary>
    internal SavedSession? Snapshot() => Pid is null ? null : new(Pid, Id, _isInAdapter ? Rooms : [Id, .. Rooms], Data, Auth, _offset);

    /// <summary>Goes on from the session that the client names, if it is there and nothing that it missed has gone.</summary>
    internal async Task TryRecoverAsync()
    {
        Pid = SessionId.Next();
        if (Handshake.Auth.TextOf("pid") is not { } pid)
        {
            return;
        }

        try
        {
            await RecoverAsync(pid);
        }
        catch (Exception error)
        {
            // an adapter that fails costs the client its session, and no more
            LogRecoveryFailed(Namespace.Io.Logger, Namespace.Name, error);
        }

        SocketTelemetry.CountRecovery(Namespace, Recovered);
    }

    private async Task RecoverAsync(string pid)
    {
        if (Namespace.FindByPid(pid) is { } lost)
        {
            // its connection has broken off, and nobody here has noticed yet
            await lost.EndForRecoveryAsync();
        }

        if (await Namespace.Adapter.TakeSessionAsync(pid) is not { } session)
        {
            return;
        }

        // a client that has no offset yet has missed all that was sent since it came
        string? offset = Handshake.Auth.TextOf("offset") ?? session.Offset;
        if (await Namespace.Adapter.GetMissedPacketsAsync(session, offset) is { } missed && session.Rooms.Count <= Namespace.Io.Config.MaxRooms + 1
            && !TryGoOnFrom(session, missed))
        {
            // the client is away again, and has not seen any of it
            await Namespace.SaveAsync(session);
        }
    }

    private bool TryGoOnFrom(SavedSession session, IReadOnlyList<SocketIoPacket> missed)
    {
        lock (_gate)
        {
            if (_closedFor is not null)
            {
                return false;
            }

            _session = session;
            _missed = missed;
            _offset = session.Offset;
            _rooms = [.. session.Rooms.Where(room => room != session.SocketId)];
            Pid = session.Pid;
            Id = session.SocketId;
            Auth = session.Auth ?? Auth;
            _data = session.Data;
            return true;
        }
    }

    /// <summary>Lets the socket in, with what it missed: each packet once, and in order with those that are being sent.</summary>
    internal async Task ConnectRecoverableAsync()
    {
        if (IsClosed)
        {
            // it broke off while middleware decided, and the client may be back as this same socket by now
            FinishConnect();
            return;
        }

        Namespace.AddByPid(this);
        if (_session is null)
        {
            _offset = await Namespace.Adapter.GetOffsetAsync();
            Connect();
            return;
        }

        lock (_gate)
        {
            _held = [];
        }

        // from here on nothing is missed; what came between is in the log
        await Namespace.AddAsync(this, TakeEarlyRooms());
        string? last = (_missed.Count == 0 ? null : _missed[^1].Offset) ?? Handshake.Auth.TextOf("offset") ?? _session.Offset;
        if (await Namespace.Adapter.GetMissedPacketsAsync(_session, last) is not { } rest)
        {
            _connection.Session.Close(DisconnectReason.TransportError);
            FinishConnect();
            return;
        }

        lock (_gate)
        {
            if (_closedFor is null)
            {
                SendMissedLocked(rest);
                BeConnectedLocked();
            }

            _held = null;
            _missed = [];
        }

        FinishConnect();
    }

    // socket.io: the missed packets go before the answer, as the client handles what it has received before once it is connected
    private void SendMissedLocked(IReadOnlyList<SocketIoPacket> rest)
    {
        var offsets = new HashSet<string>(StringComparer.Ordinal);
        foreach (SocketIoPacket packet in _missed.Concat(rest))
        {
            offsets.Add(packet.Offset ?? "");
            SendOut(packet);
        }

        SendOut(SocketIoEncoder.Connected(Namespace.Name, Id, Pid));
        foreach ((SocketIoPacket packet, OutgoingMessage message) in _held ?? [])
        {
            if (packet.Offset is null || !offsets.Contains(packet.Offset))
            {
                _connection.Send(packet, message, SendFlags.None);
            }
        }
    }

    private bool TryHold(SocketIoPacket packet, OutgoingMessage message, SendFlags flags)
    {
        lock (_gate)
        {
            if (_held is null)
            {
                return false;
            }

            if (!flags.HasFlag(SendFlags.Volatile))
            {
                _held.Add((packet, message));
            }

            return true;
        }
    }

    /// <summary>The client goes on as this socket at another server: here it ends, and nothing is kept of it.</summary>
    internal void EndAsTaken()
    {
        _isTaken = true;
        _connection.Session.Close(DisconnectReason.TransportClose);
    }

    // socket.io: who leaves, or is sent away, does not come back as the same
    private void SaveSession(DisconnectReason reason, bool wasConnected)
    {
        if (Pid is null)
        {
            return;
        }

        bool mayComeBack = (wasConnected || Recovered)
            && reason != DisconnectReason.ClientNamespaceDisconnect && reason != DisconnectReason.ServerNamespaceDisconnect;
        _ = SaveAsync(Pid, mayComeBack ? Snapshot() : null);
    }

    private async Task SaveAsync(string pid, SavedSession? session)
    {
        if (!_isTaken)
        {
            await (session is null ? Namespace.ForgetAsync(pid) : Namespace.SaveAsync(session));
        }

        // not before: who does not find the socket looks for the session
        Namespace.RemoveByPid(this);
        lock (_gate)
        {
            _isSaved = true;
            _saved?.TrySetResult();
        }
    }

    private Task EndForRecoveryAsync()
    {
        _connection.Session.Close(DisconnectReason.TransportClose);
        lock (_gate)
        {
            if (_isSaved)
            {
                return Task.CompletedTask;
            }

            _saved ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _saved.Task;
        }
    }
}
