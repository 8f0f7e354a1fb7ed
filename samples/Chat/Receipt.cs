namespace ChatSample;

/// <summary>What the sender of a message gets: the message as it was sent, or what was wrong with it.</summary>
internal sealed record Receipt(ChatMessage? Message, string? Error);
