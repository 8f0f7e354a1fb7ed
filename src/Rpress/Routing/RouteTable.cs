namespace Rpress;

/// <summary>Refuses two routes that would answer the same requests: one method, one shape.</summary>
internal sealed class RouteTable(bool withTrailingSlash)
{
    private readonly Dictionary<(string Method, string Shape), RouteEntry> _routes = [];

    /// <exception cref="ArgumentException">The route conflicts with an earlier one; the message names both.</exception>
    public void Add(RouteEntry route)
    {
        var key = (route.Method, route.Pattern.Shape(withTrailingSlash));
        if (!_routes.TryAdd(key, route))
        {
            throw new ArgumentException($"The route '{route}' conflicts with '{_routes[key]}': both answer the same requests. Remove one, or change its path or method.");
        }
    }

    /// <summary>Adds all of a group's routes, or none when one conflicts.</summary>
    /// <inheritdoc cref="Add"/>
    public void AddAll(IReadOnlyList<RouteEntry> routes)
    {
        int added = 0;
        try
        {
            for (; added < routes.Count; added++)
            {
                Add(routes[added]);
            }
        }
        catch
        {
            foreach (RouteEntry route in routes.Take(added))
            {
                _routes.Remove((route.Method, route.Pattern.Shape(withTrailingSlash)));
            }

            throw;
        }
    }
}
