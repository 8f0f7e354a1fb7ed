using System.Collections.Concurrent;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <content>Connection state recovery: sessions are kept in Redis, and missed packets are in the stream.</content>
public sealed partial class RedisStreamsAdapter
{
    private const int PageSize = 1000;
    private const int MostForgotten = 10_000;

    private static readonly TimeSpan _longestSaveInterval = TimeSpan.FromSeconds(30);

    private readonly RecoveryConfig? _recovery;
    private readonly ConcurrentDictionary<string, bool> _forgotten = new(StringComparer.Ordinal); // private ids of which Redis does not know yet that they are
    private ITimer? _saving;
    private bool _isSaving;

    private TimeSpan SaveInterval => _recovery!.MaxDisconnectionDuration / 2 < _longestSaveInterval ? _recovery.MaxDisconnectionDuration / 2 : _longestSaveInterval;

    private bool SavesConnected => _recovery is not null && _options.SaveConnectedSessions;

    /// <inheritdoc/>
    public override async Task AddAllAsync(string socketId, IReadOnlyCollection<string> rooms)
    {
        await base.AddAllAsync(socketId, rooms);
        SaveConnected(socketId);
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(string socketId, string room)
    {
        await base.RemoveAsync(socketId, room);
        SaveConnected(socketId);
    }

    /// <inheritdoc/>
    public override async Task SaveSessionAsync(SavedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        await TryAsync(session.Pid, connection =>
            connection.SaveAsync(KeyOf(session.Pid), StoredSession.Encode(session, Namespace.Name, Uid), _recovery!.MaxDisconnectionDuration));
    }

    /// <inheritdoc/>
    public override async Task ForgetSessionAsync(string pid)
    {
        if (_recovery is null)
        {
            return;
        }

        // who was sent away does not come back because Redis was away, too
        _forgotten[pid] = true;
        await ForgetAsync(pid);
    }

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    /// <inheritdoc/>
    public override async Task<SavedSession?> TakeSessionAsync(string pid)
    {
        if (_recovery is null || Connection is not { } connection || _forgotten.ContainsKey(pid) || await connection.TakeAsync(KeyOf(pid)) is not { } stored)
        {
            return null;
        }

        StoredSession session = StoredSession.Decode(pid, stored, Namespace.Io.Json);
        if (session.Namespace is { } saved && saved != Namespace.Name)
        {
            return null; // who was let into one namespace has not been let into another
        }

        if (session.Owner is { } owner && owner != Uid)
        {
            // it may not have seen that the connection broke off
            _ = AddToStream(new(ClusterMessageType.SessionTaken) { SocketId = session.Session.SocketId });
        }

        return session.Session;
    }

    /// <inheritdoc/>
    public override ValueTask<string?> GetOffsetAsync() => new(_recovery is null ? null : _position.Last.ToString());

    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="TimeoutException">Redis does not answer, or the stream has not been read up to its end in time.</exception>
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SocketIoPacket>?> GetMissedPacketsAsync(SavedSession session, string? offset)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (_recovery is null || Connection is not { } connection || !StreamId.TryParse(offset, out StreamId last))
        {
            return null;
        }

        // what was sent before the socket came to be was not for it, whatever its client says
        if (StreamId.TryParse(session.Offset, out StreamId start) && last < start)
        {
            return null;
        }

        StreamId from = last;
        StreamId end = await connection.FindStreamEndAsync(_stream);
        if (last > end || !await HasAllAfterAsync(connection, from))
        {
            return null;
        }

        // what comes later than this server's position reaches the socket as it reaches others, once it is in its rooms
        await _position.WaitForAsync(end, RequestTimeout);
        string position = _position.Last.ToString();
        var missed = new List<SocketIoPacket>();
        StreamEntryMessage[] page;
        do
        {
            page = await connection.ReadStreamAsync(_stream, last.Next.ToString(), position, PageSize);
            missed.AddRange(page.Select(entry => FindMissed(entry, session.Rooms)).OfType<SocketIoPacket>());
            last = page.Length > 0 ? page[^1].Id : last;
        }
        while (page.Length == PageSize);

        // once more, as the stream is trimmed while it is read
        return await HasAllAfterAsync(connection, from) ? missed : null;
    }

    // the oldest entry tells whether some that came later have gone
    private async Task<bool> HasAllAfterAsync(RedisConnection connection, StreamId last) =>
        await connection.ReadStreamAsync(_stream, "-", "+", 1) is [{ Id: var oldest }] && oldest <= last;

    private async Task StartRecoveryAsync()
    {
        if (SavesConnected)
        {
            _saving = Namespace.Io.Time.CreateTimer(static adapter => _ = ((RedisStreamsAdapter)adapter!).SaveAllConnectedAsync(), this, SaveInterval, SaveInterval);
        }

        try
        {
            // clients that come before anything is sent have to begin somewhere
            if (Connection is { } connection && (await connection.ReadStreamAsync(_stream, "-", "+", 1)).Length == 0)
            {
                await (connection.AddToStream(_stream, StreamEntryMessage.FirstFields(Uid, Namespace.Name), _options.MaxStreamLength) ?? Task.CompletedTask);
            }
        }
        catch (Exception error) when (MayBeAway && error is (RedisException or RedisTimeoutException))
        {
            // Redis is away: they can come back from the first that is sent
        }
    }

    private async Task CloseRecoveryAsync()
    {
        if (_saving is { } saving)
        {
            await saving.DisposeAsync();
        }
    }

    // acts on a session that is not another server's, at which the client is by now
    private async Task<bool> TryAsync(string pid, Func<RedisConnection, Task> act)
    {
        try
        {
            if (_recovery is not null && Connection is { } connection
                && (await connection.GetAsync(KeyOf(pid)) is not { } stored || StoredSession.OwnerOf(stored) == Uid))
            {
                await act(connection);
            }

            return true;
        }
        catch (Exception error) when (error is RedisException or RedisTimeoutException or ObjectDisposedException)
        {
            // the log has its line when Redis goes; or the adapter was closed while a connection that had just ended was seen to
            return false;
        }
    }

    private async Task ForgetAsync(string pid)
    {
        bool isDone = await TryAsync(pid, connection => connection.DeleteAsync(KeyOf(pid)));
        if (isDone || !SavesConnected || _forgotten.Count > MostForgotten)
        {
            _forgotten.TryRemove(pid, out _);
        }
    }

    private SocketIoPacket? FindMissed(StreamEntryMessage entry, IReadOnlyCollection<string> rooms) =>
        entry is { Type: EnvelopeType.Broadcast, Namespace: var name } && name == Namespace.Name
            && ReadMessage(entry) is { Packet: { } packet, Options: { IsVolatile: false } options } && options.IsFor(rooms)
            ? packet.WithOffset(entry.Id.ToString())
            : null;

    private void SaveConnected(string socketId)
    {
        if (SavesConnected && Namespace.Find(socketId) is { } socket)
        {
            Save(socket);
        }
    }

    // one after the other: what clients send is more urgent
    private async Task SaveAllConnectedAsync()
    {
        if (Interlocked.Exchange(ref _isSaving, true))
        {
            return; // Redis is slow
        }

        try
        {
            foreach (string pid in _forgotten.Keys)
            {
                await ForgetAsync(pid);
            }

            foreach (RpressSocket socket in Namespace.Sockets)
            {
                // a server that stood still, or was cut off, may yet have sockets that go on elsewhere
                if (socket.Pid is { } pid && !await TryAsync(pid, _ => Task.FromResult(Save(socket))))
                {
                    break;
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isSaving, false);
        }
    }

    // until the next time, and as long as a client may stay away
    private bool Save(RpressSocket socket)
    {
        if (!socket.IsClosed && socket.Snapshot() is { } session)
        {
            Connection?.Save(KeyOf(session.Pid), StoredSession.Encode(session, Namespace.Name, Uid), _recovery!.MaxDisconnectionDuration + (2 * SaveInterval));
        }

        return true;
    }

    private string KeyOf(string pid) => _options.SessionKeyPrefix + pid;
}
