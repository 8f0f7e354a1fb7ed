namespace Rpress.LoadRunner;

/// <summary>What a virtual user does.</summary>
internal enum UserKind
{
    /// <summary>Sends pings and waits for each pong.</summary>
    PingPong,

    /// <summary>Joins a room and writes to it.</summary>
    Room,

    /// <summary>Sends to everybody, ten times at once.</summary>
    Storm,
}
