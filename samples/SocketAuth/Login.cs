namespace SocketAuthSample;

internal sealed record Login(string Name, string Password);
