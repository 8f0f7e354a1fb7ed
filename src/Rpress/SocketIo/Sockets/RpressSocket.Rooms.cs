namespace Rpress;

/// <content>Rooms, and whom a socket's events can go to.</content>
public sealed partial class RpressSocket
{
    /// <summary>Puts the socket into rooms.</summary>
    /// <exception cref="InvalidOperationException">It would be in more rooms than <see cref="SocketIoConfig.MaxRooms"/>.</exception>
    /// <remarks>Does nothing once the socket is disconnected.</remarks>
    public Task JoinAsync(params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return IsConnected ? Namespace.Adapter.AddAllAsync(Id, rooms) : Task.CompletedTask;
    }

    /// <summary>Takes the socket out of a room.</summary>
    public Task LeaveAsync(string room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return Namespace.Adapter.RemoveAsync(Id, room);
    }

    /// <summary>All sockets of these rooms but this one.</summary>
    public BroadcastOperator To(params string[] rooms) => BroadcastOperator.ToRooms(Namespace, rooms).Except(Id);

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>All sockets of the namespace but this one and those of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms) => BroadcastOperator.ToRooms(Namespace, []).Except([Id, .. rooms]);
}
