namespace Rpress.Redis.Tests.Chaos;

/// <summary>The series of numbers that are sent in a cluster: one of each server's sender to all, and one to each room.</summary>
internal static class Series
{
    /// <summary>How many servers there are.</summary>
    public const int Servers = 3;

    /// <summary>How many rooms there are.</summary>
    public const int Rooms = 2;

    /// <summary>How many series there are.</summary>
    public const int Count = Servers * (1 + Rooms);

    /// <summary>The series of a server's sender to all, or to a room.</summary>
    public static int Of(int server, int? room = null) => room is { } one ? server + (Servers * (1 + one)) : server;

    /// <summary>The server whose sender's it is.</summary>
    public static int ServerOf(int series) => series % Servers;

    /// <summary>The room that it is for; null if it is for all.</summary>
    public static int? RoomOf(int series) => series < Servers ? null : (series / Servers) - 1;

    /// <summary>The room that a client is in by its number: a third of a server's clients is in none.</summary>
    public static int? RoomOfClient(int number) => (number / Servers % (Rooms + 1)) is var third && third < Rooms ? third : null;

    public static string NameOf(int room) => $"room {room}";
}
