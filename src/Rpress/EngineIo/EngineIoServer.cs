using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The Engine.IO part of a server: sessions over long-polling and WebSocket, below Socket.IO.</summary>
public sealed partial class EngineIoServer
{
    // engine.io: how long a session that the server has closed waits for the client's last GET, and how often an upgrade ends a GET
    private static readonly TimeSpan _lingerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pokeInterval = TimeSpan.FromMilliseconds(100);

    // how long a client may take to read what waits for it and to answer a close frame
    private static readonly TimeSpan _closingTime = TimeSpan.FromSeconds(2);

    private readonly List<RpressMiddleware> _middleware = [];
    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly Func<EngineSession, ISessionHandler> _accept;
    private readonly EngineEvents _events = new();
    private RpressNext _run;
    private EngineEnvironment? _environment;
    private ForeignSessions? _foreignSessions; // from the start on
    private int _sessionCount; // the dictionary's own count would take all its locks at each handshake
    private volatile bool _isClosed;

    internal EngineIoServer(EioConfig config, Func<EngineSession, ISessionHandler> accept)
    {
        config.Validate();
        Config = config;
        _accept = accept;
        InitialMessage = config.InitialPacket is { } packet ? OutgoingMessage.Packet(EngineIoPacketType.Message, Encoding.UTF8.GetBytes(packet)) : null;
        _run = VerifyAsync;
    }

    /// <summary>How many sessions are open.</summary>
    public int SessionCount => Volatile.Read(ref _sessionCount);

    internal EioConfig Config { get; }

    /// <summary>What every session begins with, after the open packet.</summary>
    internal OutgoingMessage? InitialMessage { get; }

    /// <summary>Whether no more sessions are accepted.</summary>
    internal bool IsClosed => _isClosed;

    internal DeadlineQueue PingDeadlines { get; private set; } = null!;

    internal DeadlineQueue PongDeadlines { get; private set; } = null!;

    internal DeadlineQueue UpgradeDeadlines { get; private set; } = null!;

    internal DeadlineQueue Pokes { get; private set; } = null!;

    internal DeadlineQueue Lingering { get; private set; } = null!;

    internal DeadlineQueue ClosingDeadlines { get; private set; } = null!;

    /// <summary>The deadlines that run; what tests of leaks look at.</summary>
    internal int DeadlineCount =>
        PingDeadlines.Count + PongDeadlines.Count + UpgradeDeadlines.Count + Pokes.Count + Lingering.Count + ClosingDeadlines.Count;

    /// <summary>Adds middleware around every HTTP request of the engine, WebSocket handshakes among them; the first one added is outermost.</summary>
    /// <exception cref="InvalidOperationException">The application has been started.</exception>
    [OverloadResolutionPriority(3)]
    public EngineIoServer Use(RpressMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (_environment is not null)
        {
            throw new InvalidOperationException("The application has been started: add middleware of the engine before.");
        }

        _middleware.Add(middleware);
        return this;
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(2)]
    public EngineIoServer Use(Func<RequestPayload, RpressNext, Task<ResponsePayload>> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <inheritdoc cref="Use(RpressMiddleware)"/>
    [OverloadResolutionPriority(1)]
    public EngineIoServer Use(Func<RequestPayload, RpressNext, ResponsePayload> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return Use(new RpressMiddleware((request, next) => new(middleware(request, next))));
    }

    /// <summary>Starts the engine's clockwork.</summary>
    internal void Start(EngineEnvironment environment)
    {
        _environment = environment;
        _events.Logger = environment.LoggerFactory.CreateLogger("Rpress.EngineIo");
        TimeProvider time = environment.Time;
        _foreignSessions = new(time, _events.Logger);
        PingDeadlines = new(Config.PingInterval, time, entry => ((EngineSession)entry.Owner).OnPingDue());
        PongDeadlines = new(Config.PingTimeout, time, entry => ((EngineSession)entry.Owner).OnPongMissing());
        UpgradeDeadlines = new(Config.UpgradeTimeout, time, entry => OnProbe(entry, (session, probe) => session.OnUpgradeTimeout(probe)));
        Pokes = new(_pokeInterval, time, entry => OnProbe(entry, (session, probe) => session.OnPokeDue(probe)));
        Lingering = new(_lingerTime, time, entry => ((EngineSession)entry.Owner).OnLingerOver());
        ClosingDeadlines = new(_closingTime, time, entry => ((WebSocketTransport)entry.Owner).Abort());
        _run = MiddlewareChain.Compose([.. _middleware.Select(Watched)], VerifyAsync, firstStage: 0);
    }

    /// <summary>Answers a request below the engine's path.</summary>
    internal ValueTask<ResponsePayload> HandleAsync(RequestPayload request) => _events.HasConnectionErrorHandler ? WatchAsync(request) : _run(request);

    internal void Add(EngineSession session)
    {
        Interlocked.Increment(ref _sessionCount);
        _sessions[session.Sid] = session;
    }

    internal void Remove(EngineSession session)
    {
        _foreignSessions!.OnEnded(session.Sid);
        if (_sessions.TryRemove(session.Sid, out _))
        {
            Interlocked.Decrement(ref _sessionCount);
        }
    }

    internal ISessionHandler Accept(EngineSession session) => _accept(session);

    /// <summary>Closes every session and accepts no more.</summary>
    internal void Close()
    {
        _isClosed = true;
        foreach (EngineSession session in _sessions.Values)
        {
            session.Close(DisconnectReason.ServerShuttingDown);
        }
    }

    /// <summary>Lets go of the clockwork, when all connections have ended.</summary>
    internal void Stop()
    {
        foreach (DeadlineQueue? queue in (DeadlineQueue?[])[PingDeadlines, PongDeadlines, UpgradeDeadlines, Pokes, Lingering, ClosingDeadlines])
        {
            queue?.Dispose();
        }
    }

    private static void OnProbe(DeadlineEntry entry, Action<EngineSession, UpgradeProbe> act)
    {
        var probe = (UpgradeProbe)entry.Owner;
        act(probe.Session, probe);
    }
}
