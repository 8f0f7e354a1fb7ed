namespace MiddlewareSample;

/// <summary>Who makes a request; middleware stores it, handlers read it.</summary>
internal sealed record Caller(string Name, bool IsAdmin);
