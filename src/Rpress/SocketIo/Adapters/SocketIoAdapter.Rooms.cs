using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>What happens to rooms.</content>
public abstract partial class SocketIoAdapter
{
    internal RoomEvents RoomEvents { get; }

    /// <summary>Calls a handler with the name of each room that comes to be on this server: a first socket joins it. Node calls it create-room.</summary>
    /// <remarks>The calls come in order, one at a time, after what they tell of. A room of a socket's own counts too.</remarks>
    public void OnRoomCreated(Action<string> handler) => OnRoomCreated(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnRoomCreated(Action{string})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnRoomCreated(Func<string, Task> handler) => RoomEvents.Add(RoomEventKind.Created, Of(handler));

    /// <summary>Calls a handler with the name of each room that nobody of this server is in any more. Node calls it delete-room.</summary>
    /// <inheritdoc cref="OnRoomCreated(Action{string})"/>
    public void OnRoomDeleted(Action<string> handler) => OnRoomDeleted(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnRoomDeleted(Action{string})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnRoomDeleted(Func<string, Task> handler) => RoomEvents.Add(RoomEventKind.Deleted, Of(handler));

    /// <summary>Calls a handler with the room and the socket's id whenever a socket joins a room. Node calls it join-room.</summary>
    /// <inheritdoc cref="OnRoomCreated(Action{string})"/>
    public void OnRoomJoined(Action<string, string> handler) => OnRoomJoined(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnRoomJoined(Action{string, string})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnRoomJoined(Func<string, string, Task> handler) => RoomEvents.Add(RoomEventKind.Joined, handler);

    /// <summary>Calls a handler with the room and the socket's id whenever a socket leaves a room. Node calls it leave-room.</summary>
    /// <inheritdoc cref="OnRoomCreated(Action{string})"/>
    public void OnRoomLeft(Action<string, string> handler) => OnRoomLeft(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnRoomLeft(Action{string, string})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnRoomLeft(Func<string, string, Task> handler) => RoomEvents.Add(RoomEventKind.Left, handler);

    private static Func<string, string, Task> Of(Func<string, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (room, _) => handler(room);
    }
}
