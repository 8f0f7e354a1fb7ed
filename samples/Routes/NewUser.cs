namespace RoutesSample;

internal sealed record NewUser(string Name, string Email);
