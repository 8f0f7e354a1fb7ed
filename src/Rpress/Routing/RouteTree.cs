namespace Rpress;

/// <summary>All routes, frozen at start: finds the endpoint for a method and a canonical path.</summary>
/// <remarks>At each segment a literal goes before a parameter, an optional one and a catch-all; a branch that ends without the method is left again.</remarks>
internal sealed class RouteTree
{
    private readonly RouteNode _root = new();
    private readonly TrailingSlash _trailingSlash;
    private readonly SortedSet<string> _allMethods = new(StringComparer.Ordinal);

    public RouteTree(IEnumerable<(string Method, RoutePattern Pattern, RouteEndpoint Endpoint)> routes, TrailingSlash trailingSlash)
    {
        _trailingSlash = trailingSlash;
        foreach ((string method, RoutePattern pattern, RouteEndpoint endpoint) in routes)
        {
            Add(method, pattern, endpoint);
            _allMethods.Add(method);
        }

        _root.Freeze();
    }

    public RouteMatch Match(string method, string path)
    {
        // RFC 9110 §9.3.7: "*" is the server itself, no resource, so no route of "/" either
        if (path == RequestTarget.Asterisk)
        {
            return default;
        }

        Span<Range> captures = stackalloc Range[RoutePattern.MaxParameters + 1];
        ReadOnlySpan<char> matched = Trim(path);
        var walk = new RouteWalk(matched, method, captures);
        if (!walk.Visit(_root, 0, 0))
        {
            return default;
        }

        RouteEndpoint endpoint = walk.Found!;
        if (endpoint.ParameterNames.Length == 0)
        {
            return new(endpoint, []);
        }

        var values = new string?[endpoint.ParameterNames.Length];
        for (int i = 0; i < walk.Captured; i++)
        {
            values[i] = PathCanonicalizer.DecodeCanonical(matched[captures[i]]);
        }

        return new(endpoint, values);
    }

    /// <summary>The methods that the path answers to, as <c>Allow</c> lists them; null when no pattern matches it.</summary>
    public string? AllowedMethods(string path)
    {
        SortedSet<string>? methods;
        if (path == RequestTarget.Asterisk)
        {
            methods = new(_allMethods, StringComparer.Ordinal);
        }
        else
        {
            Span<Range> captures = stackalloc Range[RoutePattern.MaxParameters + 1];
            var walk = new RouteWalk(Trim(path), null, captures);
            walk.Visit(_root, 0, 0);
            methods = walk.Methods;
        }

        if (methods is null)
        {
            return null;
        }

        methods.Add("OPTIONS");
        if (methods.Contains("GET"))
        {
            methods.Add("HEAD");
        }

        return string.Join(", ", methods);
    }

    /// <summary>The routes that the path has, by the methods they answer.</summary>
    public Dictionary<string, MatchedRoute> RoutesAt(string path)
    {
        var found = new Dictionary<string, MatchedRoute>(StringComparer.Ordinal);
        foreach (string method in AllowedMethods(path)?.Split(", ") ?? [])
        {
            if (Match(method, path).Endpoint is { } endpoint)
            {
                found.Add(method, endpoint);
            }
        }

        return found;
    }

    /// <summary>Where the redirect policy sends the path, or null.</summary>
    public string? RedirectOf(RouteEndpoint endpoint, string path)
    {
        if (_trailingSlash != TrailingSlash.Redirect || endpoint.IsCatchAll || path == "/" || endpoint.HasTrailingSlash == path.EndsWith('/'))
        {
            return null;
        }

        return PathCanonicalizer.Encode(endpoint.HasTrailingSlash ? path + "/" : path[..^1]);
    }

    private void Add(string method, RoutePattern pattern, RouteEndpoint endpoint)
    {
        RouteNode node = _root;
        RouteSegmentKind? last = null;
        foreach (RouteSegment segment in pattern.Segments)
        {
            last = segment.Kind;
            if (segment.Kind is RouteSegmentKind.Literal or RouteSegmentKind.Parameter)
            {
                node = node.ChildFor(segment);
            }
        }

        if (_trailingSlash == TrailingSlash.Strict && pattern.HasTrailingSlash)
        {
            node = node.ChildFor(new(RouteSegmentKind.Literal, ""));
        }

        node.MethodsFor(last).Add(method, endpoint);
    }

    // the root is the end of an empty path; a slash at the end counts under the strict policy alone
    private ReadOnlySpan<char> Trim(string path) => path.Length == 1
        ? ""
        : _trailingSlash != TrailingSlash.Strict && path.EndsWith('/') ? path.AsSpan(0, path.Length - 1) : path;
}
