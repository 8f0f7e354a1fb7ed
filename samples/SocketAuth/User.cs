namespace SocketAuthSample;

/// <summary>Who has connected: the claims of a socket.</summary>
internal sealed record User(string Name, bool IsAdmin);
