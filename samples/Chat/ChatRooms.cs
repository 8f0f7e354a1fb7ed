using Rpress;

namespace ChatSample;

/// <summary>Who is in which room, and what they say to each other. Everybody is in one room at a time.</summary>
internal sealed class ChatRooms(RpressIo io) : IDisposable
{
    private const string Lobby = "Lobby";
    private const int LongestText = 2000;
    private const int MostRooms = 50;

    private static readonly string[] _standing = [Lobby, "Coffee", "Code"];

    // one change at a time, told before the next: clients see the lists in the order in which they were made
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, Presence> _presences = []; // by socket id; guarded by _gate
    private long _lastId;

    /// <summary>Takes a member into a room, and out of the one before.</summary>
    public async Task EnterAsync(RpressSocket socket, string name, string? room)
    {
        string entered = ChatName.Of(room) ?? Lobby;
        await _gate.WaitAsync();
        try
        {
            // who has left meanwhile would stay in the lists
            if (!socket.IsConnected || IsOneTooMany(entered))
            {
                return;
            }

            Presence? before = _presences.GetValueOrDefault(socket.Id);
            _presences[socket.Id] = new(name, entered);
            if (before is not null && before.Room != entered)
            {
                await socket.LeaveAsync(before.Room);
                await TellLeftAsync(before);
            }

            await socket.JoinAsync(entered);
            await socket.EmitAsync("room", entered);
            await TellMembersAsync(entered);
            await TellRoomsAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets a member whose socket is gone; Socket.IO has taken it out of its rooms already.</summary>
    public async Task LeaveAsync(RpressSocket socket)
    {
        await _gate.WaitAsync();
        try
        {
            if (_presences.Remove(socket.Id, out Presence? left))
            {
                await TellLeftAsync(left);
                await TellRoomsAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends a message to the others of the room.</summary>
    /// <returns>The ack: the message as the others see it, or why there is none.</returns>
    public async Task<Receipt> SendAsync(RpressSocket socket, string name, string text)
    {
        if (text.Trim() is not { Length: > 0 and <= LongestText } body)
        {
            return new(null, $"A message has 1 to {LongestText} characters.");
        }

        if (await RoomOfAsync(socket) is not { } room)
        {
            return new(null, "You are in no room.");
        }

        var message = new ChatMessage(Interlocked.Increment(ref _lastId), name, body, DateTimeOffset.UtcNow);
        await socket.To(room).EmitAsync("message", message);
        return new(message, null);
    }

    /// <summary>Shows the others of the room that somebody types, or does not any more.</summary>
    public async Task ShowTypingAsync(RpressSocket socket, string name, bool isTyping)
    {
        if (await RoomOfAsync(socket) is { } room)
        {
            await socket.To(room).EmitAsync("typing", name, isTyping);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string?> RoomOfAsync(RpressSocket socket)
    {
        await _gate.WaitAsync();
        try
        {
            return _presences.GetValueOrDefault(socket.Id)?.Room;
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool IsOneTooMany(string room) => !Rooms().Contains(room) && Rooms().Count() >= MostRooms;

    private IEnumerable<string> Rooms() => _standing.Union(_presences.Values.Select(presence => presence.Room));

    private async Task TellLeftAsync(Presence left)
    {
        await io.To(left.Room).EmitAsync("typing", left.Name, false);
        await TellMembersAsync(left.Room);
    }

    // a name with two windows open is one member
    private Task TellMembersAsync(string room) => io.To(room).EmitAsync("members", (string[])
    [
        .. _presences.Values.Where(presence => presence.Room == room).Select(presence => presence.Name).Distinct().Order(StringComparer.OrdinalIgnoreCase),
    ]);

    private Task TellRoomsAsync() => io.EmitAsync("rooms", (RoomInfo[])
    [
        .. Rooms().Select(room => new RoomInfo(room, _presences.Values.Where(presence => presence.Room == room).DistinctBy(presence => presence.Name).Count())),
    ]);

    private sealed record Presence(string Name, string Room);
}
