namespace MiddlewareSample;

internal sealed record Login(string Name, string Password);
