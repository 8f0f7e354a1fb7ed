namespace Rpress;

/// <summary>The endpoints of one place in the tree, by method.</summary>
internal sealed class RouteMethods
{
    private readonly List<(string Method, RouteEndpoint Endpoint)> _entries = [];

    public IEnumerable<string> Names => _entries.Select(entry => entry.Method);

    public void Add(string method, RouteEndpoint endpoint) => _entries.Add((method, endpoint));

    /// <summary>The endpoint for a method. GET serves HEAD where no HEAD route exists (RFC 9110 §9.3.2).</summary>
    public RouteEndpoint? Find(string method) =>
        FindExact(method) ?? (method == "HEAD" ? FindExact("GET") : null);

    private RouteEndpoint? FindExact(string method)
    {
        foreach ((string name, RouteEndpoint endpoint) in _entries)
        {
            if (name == method)
            {
                return endpoint;
            }
        }

        return null;
    }
}
