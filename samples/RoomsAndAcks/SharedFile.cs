namespace RoomsSample;

/// <summary>A file as an argument: its bytes travel as binary, not as text.</summary>
internal sealed record SharedFile(string Name, byte[] Data);
