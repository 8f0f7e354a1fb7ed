namespace SocketAuthSample;

/// <summary>Why a client was kept out, for its program: the message is for people.</summary>
internal sealed record Refusal(string Code, string? Url);
