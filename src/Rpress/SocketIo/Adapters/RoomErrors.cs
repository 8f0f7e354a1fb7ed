namespace Rpress;

/// <summary>What is said where rooms have no room.</summary>
internal static class RoomErrors
{
    public static InvalidOperationException TooMany(int limit) =>
        new($"The socket would be in more than {limit} rooms: leave some, or raise SocketIoConfig.MaxRooms.");
}
