using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The adapter of a single server: rooms in memory, broadcasts to the server's own sockets.</summary>
public class InMemoryAdapter : SocketIoAdapter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RoomMember> _members = new(StringComparer.Ordinal); // by socket id; guarded by _gate
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal); // guarded by _gate
    private RpressSocket[]? _everyone; // made of _members when it is asked for; guarded by _gate

    /// <summary>Makes the adapter of a namespace.</summary>
    public InMemoryAdapter(RpressNamespace @namespace)
        : base(@namespace)
    {
    }

    /// <inheritdoc/>
    public override Task AddAllAsync(string socketId, IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        foreach (string room in rooms)
        {
            ArgumentNullException.ThrowIfNull(room, nameof(rooms));
        }

        if (Namespace.Find(socketId) is not { } socket)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (socket.IsClosed)
            {
                // it is on its way out, and nobody would take it out of the rooms again
                return Task.CompletedTask;
            }

            if (!_members.TryGetValue(socketId, out RoomMember? member))
            {
                member = new(socket);
                _members.Add(socketId, member);
                _everyone = null;
            }

            RequireRoomLocked(member, rooms);
            foreach (string room in rooms)
            {
                AddLocked(member, room);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RemoveAsync(string socketId, string room)
    {
        lock (_gate)
        {
            if (_members.TryGetValue(socketId, out RoomMember? member))
            {
                if (room == socketId)
                {
                    member.IsInOwnRoom = false;
                }
                else if (member.Rooms.Remove(room))
                {
                    LeaveLocked(member.Socket, room);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RemoveAllAsync(string socketId)
    {
        lock (_gate)
        {
            if (_members.Remove(socketId, out RoomMember? member))
            {
                _everyone = null;
                foreach (string room in member.Rooms)
                {
                    LeaveLocked(member.Socket, room);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task BroadcastAsync(SocketIoPacket packet, BroadcastOptions options)
    {
        Deliver(packet, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> GetRooms(string socketId)
    {
        lock (_gate)
        {
            return !_members.TryGetValue(socketId, out RoomMember? member) ? []
                : member.IsInOwnRoom ? [socketId, .. member.Rooms]
                : [.. member.Rooms];
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyCollection<string>> GetSocketIdsAsync(IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        IReadOnlyCollection<RpressSocket> sockets;
        lock (_gate)
        {
            sockets = SocketsOfLocked(rooms);
        }

        IReadOnlyCollection<string> ids = [.. sockets.Select(socket => socket.Id)];
        return Task.FromResult(ids);
    }

    /// <summary>Sends a packet to this server's sockets, encoded once.</summary>
    protected void Deliver(SocketIoPacket packet, BroadcastOptions options)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyCollection<RpressSocket> sockets;
        HashSet<RpressSocket>? excluded;
        lock (_gate)
        {
            // both at one moment, or a socket that moves meanwhile is counted in and not out; nothing is sent under the lock
            sockets = SocketsOfLocked(options.Rooms);
            excluded = options.Except.Count == 0 ? null : [.. SocketsInLocked(options.Except)];
        }

        if (sockets.Count == 0)
        {
            return;
        }

        OutgoingMessage message = Namespace.Io.Encode(packet);
        foreach (RpressSocket socket in sockets)
        {
            if (excluded is null || !excluded.Contains(socket))
            {
                socket.Send(message);
            }
        }
    }

    // what is handed out never changes: a snapshot serves until the room changes
    private IReadOnlyCollection<RpressSocket> SocketsOfLocked(IReadOnlyCollection<string> rooms) => rooms.Count == 0
        ? _everyone ??= [.. _members.Values.Select(member => member.Socket)]
        : SocketsInLocked(rooms);

    private IReadOnlyCollection<RpressSocket> SocketsInLocked(IReadOnlyCollection<string> rooms)
    {
        if (rooms.Count == 1)
        {
            return MembersLocked(rooms.First());
        }

        var union = new HashSet<RpressSocket>();
        foreach (string room in rooms)
        {
            union.UnionWith(MembersLocked(room));
        }

        return union;
    }

    private RpressSocket[] MembersLocked(string room)
    {
        RpressSocket[] members = _rooms.TryGetValue(room, out Room? found) ? found.Members : [];

        // a socket's own room has no entry of its own: there are as many as sockets
        return _members.TryGetValue(room, out RoomMember? owner) && owner.IsInOwnRoom ? [owner.Socket, .. members] : members;
    }

    // all of them or none
    private void RequireRoomLocked(RoomMember member, IReadOnlyCollection<string> rooms)
    {
        int limit = Namespace.Io.Config.MaxRooms;
        if (member.Rooms.Count + rooms.Count <= limit)
        {
            return;
        }

        int added = rooms.Distinct(StringComparer.Ordinal).Count(room => room != member.Socket.Id && !member.Rooms.Contains(room));
        if (member.Rooms.Count + added > limit)
        {
            throw new InvalidOperationException($"The socket would be in more than {limit} rooms: leave some, or raise SocketIoConfig.MaxRooms.");
        }
    }

    private void AddLocked(RoomMember member, string room)
    {
        if (room == member.Socket.Id)
        {
            member.IsInOwnRoom = true;
            return;
        }

        if (member.Rooms.Contains(room))
        {
            return;
        }

        member.Add(room);
        if (!_rooms.TryGetValue(room, out Room? joined))
        {
            joined = new();
            _rooms.Add(room, joined);
        }

        joined.Add(member.Socket);
    }

    private void LeaveLocked(RpressSocket socket, string room)
    {
        if (_rooms.TryGetValue(room, out Room? left) && left.Remove(socket))
        {
            _rooms.Remove(room);
        }
    }
}
