namespace ConsoleChatSample;

/// <summary>A room, and how many are in it.</summary>
internal sealed record RoomInfo(string Name, int Online);
