namespace ConsoleChatSample;

/// <summary>A file that somebody sent.</summary>
internal sealed record ChatFile(string Name, string Type, int Size);
