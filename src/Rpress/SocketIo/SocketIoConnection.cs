using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One client's connection: takes its packets apart and gives them to its sockets, one in each namespace that it joined.</summary>
internal sealed class SocketIoConnection : ISessionHandler
{
    private readonly RpressIo _io;
    private readonly SocketIoDecoder _decoder;
    private readonly DeadlineEntry _connectDeadline;
    private readonly Lock _gate = new();
    private RpressSocket[] _sockets = []; // replaced under _gate, read without
    private bool _isClosed; // guarded by _gate
    private EventPump? _ready; // the reader's alone

    public SocketIoConnection(RpressIo io, EngineSession session)
    {
        _io = io;
        Session = session;
        _decoder = new(io.DecoderLimits);
        _connectDeadline = new(this);
        io.ConnectDeadlines.Add(_connectDeadline);
    }

    public EngineSession Session { get; }

    public void OnText(ReadOnlySpan<byte> message)
    {
        try
        {
            Take(_decoder.Add(message));
        }
        catch (PacketFormatException malformed)
        {
            Refuse(malformed);
        }
    }

    public void OnBinary(ReadOnlySpan<byte> message)
    {
        try
        {
            Take(_decoder.AddAttachment(message.ToArray()));
        }
        catch (PacketFormatException malformed)
        {
            Refuse(malformed);
        }
    }

    public IThreadPoolWorkItem? TakeWork()
    {
        EventPump? ready = _ready;
        _ready = null;
        return ready;
    }

    public void OnClosed(DisconnectReason reason)
    {
        _io.ConnectDeadlines.Remove(_connectDeadline);
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

    public void Remove(RpressSocket socket)
    {
        lock (_gate)
        {
            Volatile.Write(ref _sockets, [.. _sockets.Where(other => other != socket)]);
        }
    }

    private void Take(SocketIoPacket? packet)
    {
        if (packet is null)
        {
            return;
        }

        RpressSocket? socket = Find(packet.Namespace);
        if (packet.Type == SocketIoPacketType.Connect && socket is null)
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

    private void Join(SocketIoPacket packet)
    {
        // socket.io-protocol v5, "Connection to a namespace": one that does not exist is refused, and the connection goes on
        if (_io.Find(packet.Namespace) is not { } joined)
        {
            Send(SocketIoEncoder.ConnectError(packet.Namespace, "Invalid namespace", null, _io.Json));
            return;
        }

        RpressSocket? socket = new RpressSocket(joined, this, new SocketHandshake(Session.Handshake, AuthValues.Received(packet, _io.Json)));
        lock (_gate)
        {
            if (_isClosed)
            {
                // nobody would close the socket any more
                return;
            }

            if (_sockets.Length < _io.Config.MaxNamespaces)
            {
                Volatile.Write(ref _sockets, [.. _sockets, socket]);
            }
            else
            {
                socket = null;
            }
        }

        if (socket is null)
        {
            Send(SocketIoEncoder.ConnectError(packet.Namespace, "Too many namespaces", null, _io.Json));
        }
        else if (joined.HasAuth)
        {
            _io.Work.Begin();
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.connection.AdmitAsync(state.socket), (connection: this, socket), preferLocal: true);
        }
        else
        {
            Admit(socket, AuthValues.Claims(null, _io.Json));
        }
    }

    // user code decides: away from the reader, and counted so that a stop waits for it
    private async Task AdmitAsync(RpressSocket socket)
    {
        AdmissionDecision decision = await socket.Namespace.AuthenticateAsync(socket.Handshake);
        if (decision.Claims is { } claims)
        {
            Admit(socket, claims);
        }
        else
        {
            Remove(socket);
            Send(decision.Refusal!);
        }

        _io.Work.End();
    }

    private void Admit(RpressSocket socket, AuthValues claims)
    {
        _io.ConnectDeadlines.Remove(_connectDeadline);
        socket.Connect(claims);
    }

    private void Send(SocketIoPacket packet) => Session.Send(_io.Encode(packet));

    private void Refuse(PacketFormatException malformed)
    {
        _io.LogMalformed(malformed);
        Session.Close(DisconnectReason.ForcedClose);
    }
}
