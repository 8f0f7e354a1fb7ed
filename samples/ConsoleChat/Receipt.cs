namespace ConsoleChatSample;

/// <summary>The server's ack of a message: the message as others see it, or what was wrong with it.</summary>
internal sealed record Receipt(ChatMessage? Message, string? Error);
