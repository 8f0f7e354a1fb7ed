namespace ConsoleChatSample;

/// <summary>What somebody said, as the server of the sample Chat tells it.</summary>
internal sealed record ChatMessage(Guid Id, string Name, string Text, DateTimeOffset SentAt, ChatFile? File);
