namespace RoomsSample;

internal sealed record Note(string From, string Text);
