namespace RoutesSample;

internal sealed record User(long Id, string Name, string Email);
