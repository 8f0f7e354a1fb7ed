namespace ChatSample;

/// <summary>Who has connected: the claims of a socket.</summary>
internal sealed record Member(string Name);
