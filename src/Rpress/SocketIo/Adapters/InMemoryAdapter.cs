namespace Rpress;

/// <summary>The adapter of a single server: rooms in memory, broadcasts to the server's own sockets.</summary>
public partial class InMemoryAdapter : SocketIoAdapter
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

        RoomEvents.Tell();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RemoveAsync(string socketId, string room)
    {
        lock (_gate)
        {
            if (_members.TryGetValue(socketId, out RoomMember? member))
            {
                LeaveLocked(member, room);
            }
        }

        RoomEvents.Tell();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RemoveAllAsync(string socketId)
    {
        lock (_gate)
        {
            if (_members.TryGetValue(socketId, out RoomMember? member))
            {
                _everyone = null;
                LeaveLocked(member, socketId);
                foreach (string room in (string[])[.. member.Rooms])
                {
                    LeaveLocked(member, room);
                }

                _members.Remove(socketId);
            }
        }

        RoomEvents.Tell();
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

    /// <inheritdoc/>
    public override Task<IReadOnlyCollection<string>> GetAllRoomsAsync()
    {
        lock (_gate)
        {
            var rooms = new HashSet<string>(_rooms.Keys, StringComparer.Ordinal);
            rooms.UnionWith(_members.Values.Where(member => member.IsInOwnRoom).Select(member => member.Socket.Id));
            return Task.FromResult<IReadOnlyCollection<string>>(rooms);
        }
    }

    /// <summary>Whether any socket of this server is in a room.</summary>
    protected bool HasRoom(string room)
    {
        lock (_gate)
        {
            return !IsEmptyLocked(room);
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
            throw RoomErrors.TooMany(limit);
        }
    }

    private void AddLocked(RoomMember member, string room)
    {
        string id = member.Socket.Id;
        if (room == id ? member.IsInOwnRoom : member.Rooms.Contains(room))
        {
            return;
        }

        if (IsEmptyLocked(room))
        {
            RoomEvents.Record(RoomEventKind.Created, room, "");
        }

        if (room == id)
        {
            member.IsInOwnRoom = true;
        }
        else
        {
            member.Add(room);
            if (!_rooms.TryGetValue(room, out Room? joined))
            {
                joined = new();
                _rooms.Add(room, joined);
            }

            joined.Add(member.Socket);
        }

        RoomEvents.Record(RoomEventKind.Joined, room, id);
    }

    private void LeaveLocked(RoomMember member, string room)
    {
        string id = member.Socket.Id;
        if (room == id && member.IsInOwnRoom)
        {
            member.IsInOwnRoom = false;
        }
        else if (room != id && member.Rooms.Remove(room))
        {
            if (_rooms.TryGetValue(room, out Room? left) && left.Remove(member.Socket))
            {
                _rooms.Remove(room);
            }
        }
        else
        {
            return;
        }

        RoomEvents.Record(RoomEventKind.Left, room, id);
        if (IsEmptyLocked(room))
        {
            RoomEvents.Record(RoomEventKind.Deleted, room, "");
        }
    }

    private bool IsEmptyLocked(string room) =>
        !_rooms.ContainsKey(room) && !(_members.TryGetValue(room, out RoomMember? owner) && owner.IsInOwnRoom);
}
