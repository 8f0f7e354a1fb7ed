using System.Globalization;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The adapter of a single server with connection state recovery: it keeps the packets of the last minutes, and the sessions that broke off.</summary>
public class SessionAwareAdapter : InMemoryAdapter
{
    private static readonly TimeSpan _longestPurgeInterval = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _purgeInterval;
    private readonly PacketLog _log;
    private readonly SavedSessions _sessions;
    private readonly Lock _purgeGate = new(); // taken last: a session may be saved under a socket's lock, and the log's is taken before that
    private ITimer? _purge; // guarded by _purgeGate
    private bool _isClosed; // guarded by _purgeGate

    /// <summary>Makes the adapter of a namespace of a server whose <see cref="SocketIoConfig.Recovery"/> is set.</summary>
    /// <exception cref="ArgumentException">It is not set.</exception>
    public SessionAwareAdapter(RpressNamespace @namespace)
        : base(@namespace)
    {
        RecoveryConfig config = @namespace.Io.Config.Recovery
            ?? throw new ArgumentException("SocketIoConfig.Recovery is not set: set it, or use InMemoryAdapter.", nameof(@namespace));
        _log = new(config, @namespace.Io);
        _sessions = new(config, @namespace.Io);
        _purgeInterval = config.MaxDisconnectionDuration < _longestPurgeInterval ? config.MaxDisconnectionDuration : _longestPurgeInterval;
    }

    /// <summary>How many packets are kept; what tests look at.</summary>
    internal int LoggedCount => _log.Count;

    /// <summary>How many sessions are kept; what tests look at.</summary>
    internal int SavedCount => _sessions.Count;

    /// <inheritdoc/>
    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);

        // socket.io: events without an ack that are not volatile can be sent again
        if (packet.Type != SocketIoPacketType.Event || packet.Id is not null || options.IsVolatile)
        {
            return base.BroadcastAsync(packet, options);
        }

        List<RpressSocket>? watched;
        lock (_log)
        {
            // clients receive packets in the order of their offsets, or the last one would not tell what is missing
            packet = packet.WithOffset(FormatOffset(_log.NextOffset));
            _log.Add(packet, options);
            StartPurging();
            watched = SendAll(packet, options);
        }

        NotifyOutgoing(watched, packet);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task SaveSessionAsync(SavedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions.Add(session);
        StartPurging();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<SavedSession?> TakeSessionAsync(string pid) => Task.FromResult(_sessions.Take(pid));

    /// <inheritdoc/>
    public override ValueTask<string?> GetOffsetAsync()
    {
        lock (_log)
        {
            return new(FormatOffset(_log.NextOffset - 1));
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<SocketIoPacket>?> GetMissedPacketsAsync(SavedSession session, string? offset)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!long.TryParse(offset, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long last))
        {
            return Task.FromResult<IReadOnlyList<SocketIoPacket>?>(null);
        }

        // what was sent before the socket came to be was not for it, whatever its client says
        if (long.TryParse(session.Offset, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long first) && last < first)
        {
            return Task.FromResult<IReadOnlyList<SocketIoPacket>?>(null);
        }

        lock (_log)
        {
            return Task.FromResult(_log.After(last, session.Rooms));
        }
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        ITimer? purge;
        lock (_purgeGate)
        {
            _isClosed = true;
            purge = _purge;
        }

        if (purge is not null)
        {
            await purge.DisposeAsync();
        }

        lock (_log)
        {
            _log.Clear();
        }

        _sessions.Clear();
        await base.CloseAsync();
    }

    private static string FormatOffset(long offset) => offset.ToString("x", CultureInfo.InvariantCulture);

    // not before there is something to purge: an adapter may be made before the server has a clock
    private void StartPurging()
    {
        lock (_purgeGate)
        {
            if (!_isClosed)
            {
                _purge ??= Namespace.Io.Time.CreateTimer(static adapter => ((SessionAwareAdapter)adapter!).Purge(), this, _purgeInterval, _purgeInterval);
            }
        }
    }

    private void Purge()
    {
        lock (_log)
        {
            _log.Purge();
        }

        _sessions.Purge();
    }
}
