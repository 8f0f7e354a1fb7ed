namespace Rpress;

/// <summary>One walk over the tree: finds the first endpoint that has the method, or gathers every method that the path has.</summary>
/// <remarks>Each node stands at a fixed depth, so a walk visits none twice, however much it turns back.</remarks>
internal ref struct RouteWalk(ReadOnlySpan<char> path, string? method, Span<Range> captures)
{
    private readonly ReadOnlySpan<char> _path = path;
    private readonly Span<Range> _captures = captures;

    public RouteEndpoint? Found { get; private set; }

    /// <summary>How many captures belong to <see cref="Found"/>.</summary>
    public int Captured { get; private set; }

    public SortedSet<string>? Methods { get; private set; }

    /// <summary>Visits what matches from a node on; <paramref name="position"/> is at the slash before the next segment, or at the end.</summary>
    public bool Visit(RouteNode node, int position, int captured)
    {
        if (position == _path.Length)
        {
            return Accept(node.Ends, captured) || Accept(node.Optional, captured);
        }

        int start = position + 1;
        int length = _path[start..].IndexOf('/');
        int end = length < 0 ? _path.Length : start + length;
        ReadOnlySpan<char> segment = _path[start..end];
        if (node.Literal(segment) is { } literal && Visit(literal, end, captured))
        {
            return true;
        }

        // a parameter stands for a segment with something in it
        if (!segment.IsEmpty && (node.Parameter is not null || node.Optional is not null))
        {
            _captures[captured] = start..end;
            if ((node.Parameter is { } parameter && Visit(parameter, end, captured + 1))
                || (end == _path.Length && Accept(node.Optional, captured + 1)))
            {
                return true;
            }
        }

        if (node.CatchAll is null || start == _path.Length)
        {
            return false;
        }

        _captures[captured] = start.._path.Length;
        return Accept(node.CatchAll, captured + 1);
    }

    private bool Accept(RouteMethods? methods, int captured)
    {
        if (methods is null)
        {
            return false;
        }

        if (method is null)
        {
            (Methods ??= new(StringComparer.Ordinal)).UnionWith(methods.Names);
            return false;
        }

        Found = methods.Find(method);
        Captured = captured;
        return Found is not null;
    }
}
