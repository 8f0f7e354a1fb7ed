using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A Socket.IO server, for clients of version 3 and 4; <see cref="RpressApp.AttachSocketIo"/> gives it to an application. As a namespace it is the main one, <c>/</c>.</summary>
/// <remarks>Thread-safe. Namespaces and handlers may be added at any time.</remarks>
public sealed partial class RpressIo : SocketGroup
{
    private readonly RpressNamespace _main;
    private volatile EngineEnvironment? _environment;
    private Task? _close; // guarded by _namespaces

    /// <summary>Makes a server.</summary>
    /// <param name="engine">Transports, heartbeat and limits of a connection.</param>
    /// <param name="config">What lies above: limits of sockets, how events run.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public RpressIo(EioConfig? engine = null, SocketIoConfig? config = null)
    {
        Config = config ?? new();
        Config.Validate();
        DecoderLimits = new(Config.MaxAttachments, Config.MaxJsonDepth);
        PumpLimits = new(Config.EventConcurrency, Config.MaxQueuedEvents, Config.MaxQueuedEventSize);
        Engine = new(engine ?? new(), session => new SocketIoConnection(this, session));
        _main = Of(SocketIoPacket.MainNamespace);
    }

    /// <summary>The Engine.IO server below.</summary>
    public EngineIoServer Engine { get; }

    /// <summary>Makes the adapter of each namespace, called once for each: at the start, or when a namespace is made later.</summary>
    /// <value>Default null: an <see cref="InMemoryAdapter"/>.</value>
    /// <exception cref="InvalidOperationException">A namespace has its adapter already: the server has been started, or has been asked for one.</exception>
    public Func<RpressNamespace, SocketIoAdapter>? Adapter
    {
        get;
        set => field = _namespaces.Values.FirstOrDefault(made => made.HasAdapter) is { } made
            ? throw new InvalidOperationException($"The namespace '{made.Name}' has its adapter already: choose adapters before the start, and before one is asked for.")
            : value;
    }

    /// <inheritdoc cref="RpressNamespace.Sockets"/>
    public IReadOnlyCollection<RpressSocket> Sockets => _main.Sockets;

    /// <inheritdoc cref="RpressNamespace.ServerSide"/>
    public ServerSideEvents ServerSide => _main.ServerSide;

    internal override RpressIo Io => this;

    internal override NamespaceHandlers Handlers => _main.Handlers;

    internal override IReadOnlyList<RpressNamespace> Namespaces => _main.Namespaces;

    internal SocketIoConfig Config { get; }

    internal DecoderLimits DecoderLimits { get; }

    internal EventPumpLimits PumpLimits { get; }

    internal BackgroundWork Work { get; } = new();

    internal bool IsStarted => _environment is not null;

    internal JsonSerializerOptions Json { get; private set; } = null!;

    /// <summary>What a client is let in with that has nothing to show; one for all.</summary>
    internal AuthValues NoAuth { get; private set; } = null!;

    internal TimeProvider Time => _environment!.Time;

    internal ILogger Logger { get; private set; } = NullLogger.Instance;

    internal DeadlineQueue ConnectDeadlines { get; private set; } = null!;

    /// <summary>Disconnects every client, with the reason <see cref="DisconnectReason.ServerShuttingDown"/>, accepts no more, and waits for the handlers that run.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        // before anything else ends the connections, or their sockets would see another reason
        Engine.Close();
        Task close;
        lock (_namespaces)
        {
            close = _close ??= CloseOnceAsync();
        }

        await close.WaitAsync(cancellationToken);
    }

    /// <summary>Answers a request for a file below the path; null for what is none.</summary>
    internal ResponsePayload? AnswerFile(RequestPayload request, string name) => Config.ServeClient ? ClientFiles.Embedded.Answer(request, name) : null;

    /// <summary>Makes a packet ready to be sent to any number of clients.</summary>
    internal OutgoingMessage Encode(SocketIoPacket packet) => OutgoingMessage.Of(Config.Parser.Encode(packet));

    /// <exception cref="InvalidOperationException">It has been started before.</exception>
    /// <remarks>Adapters may fail with whatever they like; then nothing is left of the start.</remarks>
    internal async Task StartAsync(EngineEnvironment environment, CancellationToken cancellationToken)
    {
        if (IsStarted)
        {
            throw new InvalidOperationException("The Socket.IO server has been started with another application: make one for each.");
        }

        Json = EventJson.Complete(new(environment.Json) { MaxDepth = Math.Max(environment.Json.MaxDepth, Config.MaxJsonDepth) });
        NoAuth = AuthValues.Claims(null, Json);
        Logger = environment.LoggerFactory.CreateLogger("Rpress.SocketIo");
        ConnectDeadlines = new(Config.ConnectTimeout, environment.Time, entry => ((SocketIoConnection)entry.Owner).OnConnectTimeout());
        Engine.Start(environment);
        _environment = environment;
        try
        {
            foreach (RpressNamespace made in _namespaces.Values)
            {
                await made.StartAdapterAsync(cancellationToken);
            }
        }
        catch
        {
            await CloseAsync(CancellationToken.None);
            Stop();
            throw;
        }
    }

    internal void Stop()
    {
        Engine.Stop();
        ConnectDeadlines.Dispose();
    }

    internal void LogMalformed(PacketFormatException malformed) => LogMalformed(Logger, malformed.Message);

    internal void LogConnectionFailure(Exception failure) => LogConnectionFailure(Logger, failure);

    // without the token of whoever called first: another may wait longer, and the adapters are needed as long as handlers run
    private async Task CloseOnceAsync()
    {
        await Task.Yield(); // user code hangs on what follows, and the caller holds a lock
        await Work.CompleteAsync();
        foreach (RpressNamespace joined in _namespaces.Values)
        {
            await joined.CloseAdapterAsync();
        }
    }

    [LoggerMessage(2001, LogLevel.Debug, "A connection is closed for a malformed packet: {Problem}")]
    private static partial void LogMalformed(ILogger logger, string problem);

    [LoggerMessage(2002, LogLevel.Error, "A connection is closed: the application's parser or adapter has failed")]
    private static partial void LogConnectionFailure(ILogger logger, Exception failure);
}
