namespace Rpress;

/// <content>Rooms, and whom a socket's events can go to.</content>
public sealed partial class RpressSocket
{
    // rooms that the adapter does not know: those joined before the socket is in, and for a moment those that it was in; replaced under _gate
    private IReadOnlyCollection<string>? _rooms;
    private bool _isInAdapter; // guarded by _gate

    /// <summary>The rooms that the socket is in, its own among them; none once it is disconnected.</summary>
    public IReadOnlyCollection<string> Rooms => System.Threading.Volatile.Read(ref _rooms) ?? Namespace.Adapter.GetRooms(Id);

    /// <summary>Puts the socket into rooms.</summary>
    /// <exception cref="InvalidOperationException">It would be in more rooms than <see cref="SocketIoConfig.MaxRooms"/>.</exception>
    /// <remarks>Does nothing once the socket is disconnected.</remarks>
    public Task JoinAsync(params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        lock (_gate)
        {
            if (_closedFor is not null)
            {
                return Task.CompletedTask;
            }

            if (!_isInAdapter)
            {
                JoinEarlyLocked(rooms);
                return Task.CompletedTask;
            }
        }

        return Namespace.Adapter.AddAllAsync(Id, rooms);
    }

    /// <summary>Takes the socket out of a room.</summary>
    public Task LeaveAsync(string room)
    {
        ArgumentNullException.ThrowIfNull(room);
        lock (_gate)
        {
            if (!_isInAdapter)
            {
                _rooms = _rooms?.Where(other => other != room).ToArray();
                return Task.CompletedTask;
            }
        }

        return Namespace.Adapter.RemoveAsync(Id, room);
    }

    /// <summary>All sockets of these rooms but this one.</summary>
    public BroadcastOperator To(params string[] rooms) => BroadcastOperator.ToRooms(Namespace, rooms).Except(Id);

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>All sockets of the namespace but this one and those of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms) => BroadcastOperator.ToRooms(Namespace, []).Except([Id, .. rooms]);

    private void JoinEarlyLocked(string[] rooms)
    {
        foreach (string room in rooms)
        {
            ArgumentNullException.ThrowIfNull(room, nameof(rooms));
        }

        string[] joined = [.. (_rooms ?? []).Union(rooms, StringComparer.Ordinal)];
        int limit = Namespace.Io.Config.MaxRooms;
        if (joined.Length > limit)
        {
            throw RoomErrors.TooMany(limit);
        }

        _rooms = joined;
    }

    // from here on the adapter knows them
    private IReadOnlyCollection<string> TakeEarlyRooms()
    {
        lock (_gate)
        {
            IReadOnlyCollection<string> rooms = _rooms ?? [];
            _rooms = null;
            _isInAdapter = true;
            return rooms;
        }
    }
}
