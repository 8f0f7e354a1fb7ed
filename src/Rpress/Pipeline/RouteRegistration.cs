namespace Rpress;

/// <summary>A route group as it was added to the application, its prefix applied.</summary>
internal sealed record RouteRegistration(
    IReadOnlyList<RouteEntry> Entries, IReadOnlyList<RpressMiddleware> Middleware, long? MaxBodySize, RpressCors? Cors, RateLimit? RateLimit);
