using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One client's connection: takes its packets apart and gives them to its sockets, one in each namespace that it joined.</summary>
internal sealed class SocketIoConnection : ISessionHandler
{
    private const string TooManyNamespaces = "Too many namespaces";

    private readonly RpressIo _io;
    private readonly SocketIoPacketDecoder _decoder;
    private DeadlineEntry? _connectDeadline; // null once a namespace has been joined
    private readonly Lock _gate = new();
    private RpressSocket[] _sockets = []; // replaced under _gate, read without
    private List<string>? _joining; // guarded by _gate; the namespaces that are being looked for
    private bool _isClosed; // guarded by _gate
    private SocketEventPump? _ready; // the reader's alone

    public SocketIoConnection(RpressIo io, EngineSession session)
    {
        _io = io;
        Session = session;
        _decoder = io.Config.Parser.CreateDecoder(io.DecoderLimits);
        var deadline = new DeadlineEntry(this);
        _connectDeadline = deadline;
        io.ConnectDeadlines.Add(deadline);
    }

    public EngineSession Session { get; }

    public void OnText(ReadOnlySpan<byte> message) => Take(message, isBinary: false);

    public void OnBinary(ReadOnlySpan<byte> message) => Take(message, isBinary: true);

    public IThreadPoolWorkItem? TakeWork()
    {
        SocketEventPump? ready = _ready;
        _ready = null;
        return ready;
    }

    public void OnClosed(DisconnectReason reason)
    {
        EndConnectDeadline();
        RpressSocket[] sockets;
        lock (_gate)
        {
            _isClosed = true;
            sockets = _sockets;
        }

        foreach (RpressSocket socket in sockets)
        {
            socket.Close(reason);
        }
    }

    /// <summary>The client has not joined a namespace in time.</summary>
    public void OnConnectTimeout()
    {
        if (!Array.Exists(Volatile.Read(ref _sockets), socket => socket.IsConnected))
        {
            Session.Close(DisconnectReason.ForcedServerClose);
        }
    }

    /// <summary>Disconnects the client from every namespace, and ends its connection.</summary>
    public void Disconnect()
    {
        foreach (RpressSocket socket in Volatile.Read(ref _sockets))
        {
            socket.Close(DisconnectReason.ServerNamespaceDisconnect, isClientTold: true);
        }

        Session.Close(DisconnectReason.ForcedServerClose);
    }

    /// <summary>Sends a packet; the one way out for all of them.</summary>
    public void Send(SocketIoPacket packet, OutgoingMessage message, SendFlags flags)
    {
        if (Session.Send(message, flags))
        {
            SocketTelemetry.CountSent(packet.Type);
        }
    }

    public void Remove(RpressSocket socket)
    {
        lock (_gate)
        {
            Volatile.Write(ref _sockets, [.. _sockets.Where(other => other != socket)]);
        }
    }

    private void Take(ReadOnlySpan<byte> message, bool isBinary)
    {
        SocketIoPacket? packet;
        try
        {
            packet = isBinary ? _decoder.AddBinary(message) : _decoder.Add(message);
        }
        catch (Exception error)
        {
            Refuse(error);
            return;
        }

        if (packet is not null)
        {
            Take(packet);
        }
    }

    private void Take(SocketIoPacket packet)
    {
        SocketTelemetry.CountReceived(packet.Type);
        RpressSocket? socket = Find(packet.Namespace);
        if (packet.Type == SocketIoPacketType.Connect && socket is null && !IsJoining(packet.Namespace))
        {
            Join(packet);
            return;
        }

        switch (packet.Type)
        {
            case SocketIoPacketType.Event when socket is { IsConnected: true }:
                TakeEvent(socket, packet);
                break;
            case SocketIoPacketType.Ack when socket is { IsConnected: true }:
                socket.OnAck(packet);
                break;
            case SocketIoPacketType.Disconnect when socket is { IsConnected: true }:
                socket.Close(DisconnectReason.ClientNamespaceDisconnect);
                break;
            default:
                // socket.io-protocol v5, "Connection to a namespace": a packet that does not fit the connection's state ends it
                Session.Close(DisconnectReason.ForcedServerClose);
                break;
        }
    }

    // one pump at a time is left to the reader; with several namespaces in one payload the others go to the thread pool
    private void TakeEvent(RpressSocket socket, SocketIoPacket packet)
    {
        if (socket.OnEvent(packet) is { } pump)
        {
            if (_ready is { } other)
            {
                ThreadPool.UnsafeQueueUserWorkItem(other, preferLocal: true);
            }

            _ready = pump;
        }
    }

    private RpressSocket? Find(string name)
    {
        foreach (RpressSocket socket in Volatile.Read(ref _sockets))
        {
            if (socket.Namespace.Name == name)
            {
                return socket;
            }
        }

        return null;
    }

    private bool IsJoining(string name)
    {
        lock (_gate)
        {
            return _joining?.Contains(name) == true;
        }
    }

    private void Join(SocketIoPacket packet)
    {
        AuthValues auth = packet.Data.IsEmpty ? _io.NoAuth : AuthValues.Received(packet, _io.Json);
        if (_io.Find(packet.Namespace) is { } found && found.TryEnter())
        {
            Enter(found, auth);
        }
        else if (_io.HasParents)
        {
            JoinUnknown(packet.Namespace, auth);
        }
        else
        {
            // socket.io-protocol v5, "Connection to a namespace": one that does not exist is refused, and the connection goes on
            Send(SocketIoEncoder.ConnectError(packet.Namespace, "Invalid namespace", null, _io.Json));
        }
    }

    private void JoinUnknown(string name, AuthValues auth)
    {
        bool hasRoom;
        lock (_gate)
        {
            _joining ??= [];
            hasRoom = _sockets.Length + _joining.Count < _io.Config.MaxNamespaces;
            if (hasRoom)
            {
                _joining.Add(name);
            }
        }

        if (hasRoom)
        {
            RunAway(() => JoinUnknownAsync(name, auth));
        }
        else
        {
            Send(SocketIoEncoder.ConnectError(name, TooManyNamespaces, null, _io.Json));
        }
    }

    private async Task JoinUnknownAsync(string name, AuthValues auth)
    {
        RpressNamespace? found;
        do
        {
            found = await _io.FindOrMakeAsync(name, auth);
        }
        while (found is not null && !found.TryEnter()); // it went at this moment

        if (found is not null)
        {
            Enter(found, auth);
        }
        else
        {
            lock (_gate)
            {
                _joining!.Remove(name);
            }

            Send(SocketIoEncoder.ConnectError(name, "Invalid namespace", null, _io.Json));
        }
    }

    private void Enter(RpressNamespace joined, AuthValues auth)
    {
        var socket = new RpressSocket(joined, this, new SocketHandshake(Session.Handshake, auth));
        bool isIn = false;
        bool isClosed;
        lock (_gate)
        {
            _joining?.Remove(joined.Name);
            isClosed = _isClosed; // nobody would close the socket any more
            if (!isClosed && _sockets.Length + (_joining?.Count ?? 0) < _io.Config.MaxNamespaces)
            {
                Volatile.Write(ref _sockets, [.. _sockets, socket]);
                isIn = true;
            }
        }

        if (!isIn)
        {
            joined.Leave();
            if (!isClosed)
            {
                Send(SocketIoEncoder.ConnectError(joined.Name, TooManyNamespaces, null, _io.Json));
            }
        }
        else if (joined.Handlers.Admission.All.Length > 0 || _io.Config.Recovery is not null || joined.IsAdapterStarting)
        {
            RunAway(() => AdmitAsync(socket));
        }
        else
        {
            socket.Auth = _io.NoAuth;
            EndConnectDeadline();
            socket.Connect();
        }
    }

    private void EndConnectDeadline()
    {
        if (Interlocked.Exchange(ref _connectDeadline, null) is { } deadline)
        {
            _io.ConnectDeadlines.Remove(deadline);
        }
    }

    private async Task AdmitAsync(RpressSocket socket)
    {
        // who is in hears all broadcasts, those of other servers too
        await socket.Namespace.AdapterStart;
        socket.Auth = _io.NoAuth;
        if (_io.Config.Recovery is not null)
        {
            await socket.TryRecoverAsync();
        }

        bool isKnown = socket.HasClaimsOfSession && _io.Config.Recovery!.SkipMiddlewares;
        if (!isKnown && await socket.Namespace.AdmitAsync(socket) is { } refusal)
        {
            socket.Refuse();
            Send(refusal);
        }
        else
        {
            EndConnectDeadline();
            if (_io.Config.Recovery is null)
            {
                socket.Connect();
            }
            else
            {
                await socket.ConnectRecoverableAsync();
            }
        }
    }

    // user code runs: not on the reader, and counted so that a stop waits for it
    private void RunAway(Func<Task> work)
    {
        _io.Work.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.connection.RunAsync(state.work), (connection: this, work), preferLocal: true);
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            // the application's parser, or its adapter: what they throw costs the client its connection
            Refuse(error);
        }
        finally
        {
            _io.Work.End();
        }
    }

    private void Send(SocketIoPacket packet) => Send(packet, _io.Encode(packet), SendFlags.None);

    private void Refuse(Exception error)
    {
        if (error is PacketFormatException malformed)
        {
            _io.LogMalformed(malformed);
        }
        else
        {
            _io.LogConnectionFailure(error);
        }

        foreach (RpressSocket socket in Volatile.Read(ref _sockets))
        {
            socket.TryNotifyError(error);
        }

        Session.Close(DisconnectReason.ForcedClose);
    }
}
