namespace ChatSample;

internal sealed record ChatMessage(long Id, string Name, string Text, DateTimeOffset SentAt);
