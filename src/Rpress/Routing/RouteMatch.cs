namespace Rpress;

/// <summary>What the tree found: an endpoint and its parameters' values, or nothing.</summary>
internal readonly record struct RouteMatch(RouteEndpoint? Endpoint, string?[] Values);
