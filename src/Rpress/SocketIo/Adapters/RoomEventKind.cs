namespace Rpress;

/// <summary>What happened to a room.</summary>
internal enum RoomEventKind
{
    Created,
    Joined,
    Left,
    Deleted,
}
