using Rpress;

namespace ChatSample;

/// <summary>Who is in which room, and what they say to each other. Everybody is in one room at a time; Socket.IO knows in which.</summary>
internal sealed class ChatRooms(RpressIo io, ChatHistory history) : IDisposable
{
    public const string Lobby = "Lobby";
    private const int LongestText = 2000;
    private const int MostRooms = 50;

    // a socket is in the room of its own id too: no room of the chat may be taken for that
    private const string Prefix = "chat:";

    private static readonly string[] _standing = [Lobby, "Coffee", "Code"];

    // one change at a time, told before the next: clients see lists and messages in the order in which they were made and kept
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Takes a member into a room, and out of the one before, and shows what was said there.</summary>
    /// <returns>The ack: why it may not be, or null.</returns>
    public Task<string?> EnterAsync(RpressSocket socket, string room) => InTurnAsync(async () =>
    {
        if (ChatName.Of(room) is not { } entered)
        {
            return $"A room's name has 1 to {ChatName.LongestName} characters.";
        }

        string? before = RoomOf(socket.Rooms);
        if (await IsOneTooManyAsync(entered, before))
        {
            return "There are enough rooms.";
        }

        await socket.JoinAsync(Prefix + entered);
        if (before is not null && before != entered)
        {
            await socket.LeaveAsync(Prefix + before);
            await TellLeftAsync(socket, before);
        }

        await socket.EmitAsync("room", entered, history.Read(entered));
        await TellMembersAsync(entered);
        await TellRoomsAsync();
        return null;
    });

    /// <summary>Shows the others a member who is back as the same socket: in the room as before, and with all messages.</summary>
    public Task ReturnAsync(RpressSocket socket) => InTurnAsync<object?>(async () =>
    {
        if (RoomOf(socket.Rooms) is { } room)
        {
            await TellMembersAsync(room);
            await TellRoomsAsync();
        }

        return null;
    });

    /// <summary>Tells the others that a member is gone; Socket.IO has taken the socket out of its rooms, and still says which they were.</summary>
    public Task LeaveAsync(RpressSocket socket)
    {
        string? left = RoomOf(socket.Rooms);
        return InTurnAsync<object?>(async () =>
        {
            if (left is not null)
            {
                await TellLeftAsync(socket, left);
                await TellRoomsAsync();
            }

            return null;
        });
    }

    /// <summary>Sends a text to the others of the room.</summary>
    /// <returns>The ack: the message as the others see it, or why there is none.</returns>
    public async Task<Receipt> SendAsync(RpressSocket socket, Guid id, string text) => text.Trim() is { Length: > 0 and <= LongestText } body
        ? await SendAsync(socket, id, body, null, null)
        : new(null, $"A message has 1 to {LongestText} characters.");

    /// <inheritdoc cref="SendAsync(RpressSocket, Guid, string)"/>
    public async Task<Receipt> SendFileAsync(RpressSocket socket, Guid id, string fileName, string type, byte[] data) => ChatFile.Of(fileName, type, data) is { } file
        ? await SendAsync(socket, id, "", file, data)
        : new(null, $"A file has 1 byte to {ChatFile.LargestFile / 1024 / 1024} MB.");

    /// <summary>Shows the others of the room that somebody types, or does not any more: who cannot be told at once need not know.</summary>
    public static async Task ShowTypingAsync(RpressSocket socket, bool isTyping)
    {
        if (RoomOf(socket.Rooms) is { } room)
        {
            await socket.To(Prefix + room).Volatile.EmitAsync("typing", NameOf(socket.Data), isTyping);
        }
    }

    public void Dispose() => _gate.Dispose();

    private static string NameOf(SocketData data) => data.Get<string>("name")!;

    private static string? RoomOf(IEnumerable<string> rooms) => rooms.FirstOrDefault(room => room.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..];

    private Task<Receipt> SendAsync(RpressSocket socket, Guid id, string text, ChatFile? file, byte[]? data) => InTurnAsync(async () =>
    {
        if (RoomOf(socket.Rooms) is not { } room)
        {
            return new Receipt(null, "You are in no room.");
        }

        var sentAt = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var message = new ChatMessage(id, NameOf(socket.Data), text, sentAt, file);
        if (!history.TryAdd(room, message, data))
        {
            // sent again, as the first ack was lost: the others have it
            return new(history.Find(id)!.Value.Message, null);
        }

        await socket.To(Prefix + room).EmitAsync("message", message);
        return new(message, null);
    });

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        await _gate.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<List<RoomInfo>> ListRoomsAsync()
    {
        // a name with two windows open is one member
        IEnumerable<(string Room, string Name)> members = (await io.FetchSocketsAsync())
            .Where(socket => RoomOf(socket.Rooms) is not null)
            .Select(socket => (RoomOf(socket.Rooms)!, NameOf(socket.Data)))
            .Distinct();
        ILookup<string, string> byRoom = members.ToLookup(member => member.Room, member => member.Name);
        return [.. _standing.Union(byRoom.Select(room => room.Key)).Select(room => new RoomInfo(room, byRoom[room].Count()))];
    }

    private async Task<bool> IsOneTooManyAsync(string room, string? before)
    {
        List<RoomInfo> rooms = await ListRoomsAsync();
        return room != before && rooms.Count >= MostRooms && !rooms.Exists(there => there.Name == room);
    }

    private async Task TellLeftAsync(RpressSocket socket, string room)
    {
        await io.To(Prefix + room).EmitAsync("typing", NameOf(socket.Data), false);
        await TellMembersAsync(room);
    }

    private async Task TellMembersAsync(string room)
    {
        IEnumerable<string> names = (await io.In(Prefix + room).FetchSocketsAsync()).Select(socket => NameOf(socket.Data));
        await io.To(Prefix + room).EmitAsync("members", names.Distinct().Order(StringComparer.OrdinalIgnoreCase).ToArray());
    }

    private async Task TellRoomsAsync() => await io.EmitAsync("rooms", (RoomInfo[])[.. await ListRoomsAsync()]);
}
