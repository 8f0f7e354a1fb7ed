using Microsoft.AspNetCore.SignalR;

namespace AspNetCorePeer;

/// <summary>The events of Rpress.LoadServer as methods of a SignalR hub.</summary>
internal sealed class LoadHub : Hub
{
    [HubMethodName("ping")]
    public Task Ping(string text) => Clients.Caller.SendAsync("pong", text);

    [HubMethodName("broadcast")]
    public Task Broadcast(string text) => Clients.Others.SendAsync("broadcast_msg", text);

    [HubMethodName("join_room")]
    public Task JoinRoom(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    [HubMethodName("room_msg")]
    public Task RoomMessage(string room, string text) => Clients.OthersInGroup(room).SendAsync("room_event", text);
}
