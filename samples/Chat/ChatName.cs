namespace ChatSample;

/// <summary>Names of people and of rooms: short, and of one line.</summary>
internal static class ChatName
{
    public const int LongestName = 24;

    /// <summary>The name without the space around it; null for what is none.</summary>
    public static string? Of(string? text) =>
        text?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;
}
