using System.Buffers;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>One client's session, whatever transport carries it: opened, perhaps upgraded, closed once.</summary>
internal sealed partial class EngineSession
{
    private const ushort NormalClosure = 1000;
    private const ushort GoingAway = 1001;

    private readonly EngineIoServer _server;
    private readonly bool _binaryAsText;
    private readonly Lock _gate = new();
    private readonly Lock _receiving = new(); // messages of two transports never meet, not even while one takes over
    private readonly DeadlineEntry _heartbeat;
    private ISessionHandler? _handler;
    private PollingTransport? _polling; // guarded by _gate; null from the upgrade on
    private WebSocketTransport? _webSocket; // guarded by _gate; null until then
    private PerMessageDeflateConfig? _deflate; // of the WebSocket; whoever sees it too late sends one message as it is
    private UpgradeProbe? _probe; // guarded by _gate
    private DeadlineEntry? _lingering; // guarded by _gate
    private SessionState _state; // guarded by _gate

    public EngineSession(EngineIoServer server, SessionHandshake handshake, bool binaryAsText)
    {
        _server = server;
        _binaryAsText = binaryAsText;
        _heartbeat = new(this);
        Handshake = handshake;
        Sid = SessionId.Next();
    }

    /// <summary>The session's id: a secret between client and server.</summary>
    public string Sid { get; }

    public SessionHandshake Handshake { get; }

    /// <summary>Whether the session speaks WebSocket now.</summary>
    public bool IsWebSocket
    {
        get
        {
            lock (_gate)
            {
                return _webSocket is not null;
            }
        }
    }

    /// <summary>Opens the session on polling.</summary>
    /// <returns>The answer to the handshake: the open packet, and the initial one.</returns>
    public ResponsePayload OpenPolling()
    {
        _polling = new(_server.Config.MaxSendQueueSize);
        Open();
        byte[] open = OpenPacket(_server.Config.AllowUpgrades && _server.Config.Allows(EioConfig.WebSocket) ? [EioConfig.WebSocket] : []);
        if (_server.InitialMessage is not { } initial)
        {
            return PollingTransport.Answer(open);
        }

        var payload = new ArrayBufferWriter<byte>(open.Length + initial.Size);
        payload.Write(open);
        initial.WritePayload(payload);
        return PollingTransport.Answer(payload.WrittenMemory);
    }

    /// <summary>Sends a message. It never waits: a client that lets too much wait is disconnected.</summary>
    /// <returns>Whether the message is on its way, or waits for it: false if it was volatile, or the session has ended.</returns>
    public bool Send(OutgoingMessage message, SendFlags flags = SendFlags.None)
    {
        // outside of the lock: compressing takes its time
        OutgoingMessage frames = FramesOf(message, flags, _deflate);
        bool isTaken;
        lock (_gate)
        {
            if (_state != SessionState.Open)
            {
                return false;
            }

            if (flags.HasFlag(SendFlags.Volatile) && !IsWritableLocked())
            {
                EngineTelemetry.CountDrop("volatile");
                return false;
            }

            isTaken = _webSocket is { } webSocket ? webSocket.TrySendLocked(frames) : _polling!.TrySend(message, flags);
        }

        if (!isTaken)
        {
            Close(DisconnectReason.SendQueueFull);
        }

        return isTaken;
    }

    /// <summary>Ends the session, once; the client is told where it can be, after all that waits for it.</summary>
    public void Close(DisconnectReason reason)
    {
        WebSocketTransport? broken = null;
        UpgradeProbe? probe;
        lock (_gate)
        {
            if (_state == SessionState.Closing && reason == DisconnectReason.ServerShuttingDown)
            {
                EndLingeringLocked();
            }

            if (_state != SessionState.Open)
            {
                return;
            }

            _state = SessionState.Closed;
            EngineTelemetry.AddSession(_webSocket is not null, -1);
            probe = _probe;
            if (_webSocket is { } webSocket)
            {
                broken = CloseWebSocketLocked(webSocket, reason);
            }
            else if (!_polling!.TryClose() && IsServersOwn(reason))
            {
                // engine.io: a session that the server closes answers GETs until its client has what was left and the close packet
                _state = SessionState.Closing;
                _lingering = new(this);
                _server.Lingering.Add(_lingering);
            }
        }

        if (reason == DisconnectReason.SendQueueFull || reason == DisconnectReason.EventQueueFull)
        {
            EngineTelemetry.CountDrop(reason.ToString());
        }

        if (!_server.PingDeadlines.Remove(_heartbeat))
        {
            _server.PongDeadlines.Remove(_heartbeat);
        }

        probe?.Transport.Abort();
        broken?.Abort();
        if (_lingering is null)
        {
            _server.Remove(this);
        }

        _handler?.OnClosed(reason);
    }

    /// <summary>A heartbeat's deadline has passed: it is time to ping, or the pong did not come.</summary>
    public void OnPingDue()
    {
        lock (_gate)
        {
            if (_state != SessionState.Open)
            {
                return;
            }

            // engine.io: the time-out runs from when the ping is queued, whether it can be sent or not
            _server.PongDeadlines.AddFrom(_heartbeat, _heartbeat.DueAt);
        }

        Send(OutgoingMessage.Ping);
    }

    /// <summary>The client did not come for the end of its session.</summary>
    public void OnLingerOver()
    {
        lock (_gate)
        {
            EndLingeringLocked();
        }
    }

    public void OnPongMissing() => Close(DisconnectReason.PingTimeout);

    /// <summary>Looks whether the session has outlived its heartbeat though no timer has said so yet.</summary>
    public bool CloseIfExpired()
    {
        if (!_server.PongDeadlines.HasPassed(_heartbeat))
        {
            return false;
        }

        Close(DisconnectReason.PingTimeout);
        return true;
    }

    private void Open()
    {
        _handler = _server.Accept(this);
        lock (_gate)
        {
            // known before its client is told of it, and closed by nobody before that
            _server.Add(this);
            if (_webSocket is { } webSocket)
            {
                webSocket.TrySendLocked(OutgoingMessage.Text(OpenPacket([])));
                if (_server.InitialMessage is { } initial)
                {
                    webSocket.TrySendLocked(FramesOf(initial, SendFlags.None, _deflate));
                }
            }

            _server.PingDeadlines.Add(_heartbeat);
            EngineTelemetry.AddSession(_webSocket is not null, 1);
        }

        // the server closes what it knows: one that it came too late for closes itself
        if (_server.IsClosed)
        {
            Close(DisconnectReason.ServerShuttingDown);
        }
    }

    // engine.io: a GET waits, or no write is under way
    private bool IsWritableLocked() => _webSocket is { } webSocket ? webSocket.IsWritableLocked : _polling!.IsPolling;

    private byte[] OpenPacket(string[] upgrades) =>
        new EngineIoHandshake(Sid, upgrades, _server.Config.PingInterval, _server.Config.PingTimeout, _server.Config.MaxPayload).Encode();

    private static WebSocketTransport? CloseWebSocketLocked(WebSocketTransport webSocket, DisconnectReason reason)
    {
        if (reason == DisconnectReason.SendQueueFull)
        {
            // who does not read will not read a close frame either
            return webSocket;
        }

        webSocket.CloseLocked(reason == DisconnectReason.ServerShuttingDown ? GoingAway : NormalClosure);
        return null;
    }

    private static bool IsServersOwn(DisconnectReason reason) =>
        reason == DisconnectReason.ForcedServerClose || reason == DisconnectReason.ServerNamespaceDisconnect || reason == DisconnectReason.ForcedClose;

    private void OnPacket(in EngineIoPacket packet)
    {
        switch (packet.Type)
        {
            case EngineIoPacketType.Message when packet.IsBinary:
                _handler!.OnBinary(packet.Data.Span);
                break;
            case EngineIoPacketType.Message:
                _handler!.OnText(packet.Data.Span);
                break;
            case EngineIoPacketType.Pong:
                OnPong();
                break;
            case EngineIoPacketType.Ping:
                // engine.io v4, "Heartbeat": pings go from the server to the client
                Close(DisconnectReason.TransportError);
                break;
            case EngineIoPacketType.Close:
                OnClosePacket();
                break;
        }
    }

    private void OnPong()
    {
        lock (_gate)
        {
            // one that was not asked for begins a new interval, too
            if (_state == SessionState.Open && (_server.PongDeadlines.Remove(_heartbeat) || _server.PingDeadlines.Remove(_heartbeat)))
            {
                _server.PingDeadlines.Add(_heartbeat);
            }
        }
    }

    private void OnClosePacket()
    {
        lock (_gate)
        {
            _polling?.ReleasePoll();
        }

        Close(DisconnectReason.TransportClose);
    }

    private bool IsOpen()
    {
        lock (_gate)
        {
            return _state == SessionState.Open;
        }
    }
}
