using System.Collections.Frozen;

namespace Rpress;

/// <summary>A place in the route tree, one level for each segment.</summary>
internal sealed class RouteNode
{
    private readonly Dictionary<string, RouteNode> _growing = new(StringComparer.Ordinal);
    private FrozenDictionary<string, RouteNode>.AlternateLookup<ReadOnlySpan<char>>? _literals;

    /// <summary>What ends here.</summary>
    public RouteMethods? Ends { get; private set; }

    /// <summary>What ends here or one segment on.</summary>
    public RouteMethods? Optional { get; private set; }

    /// <summary>What takes all the rest.</summary>
    public RouteMethods? CatchAll { get; private set; }

    public RouteNode? Parameter { get; private set; }

    public RouteNode? Literal(ReadOnlySpan<char> text) =>
        _literals is { } literals && literals.TryGetValue(text, out RouteNode? child) ? child : null;

    public RouteNode ChildFor(RouteSegment segment)
    {
        if (segment.Kind == RouteSegmentKind.Parameter)
        {
            return Parameter ??= new();
        }

        return _growing.TryGetValue(segment.Text, out RouteNode? child) ? child : _growing[segment.Text] = new();
    }

    public RouteMethods MethodsFor(RouteSegmentKind? last) => last switch
    {
        RouteSegmentKind.Optional => Optional ??= new(),
        RouteSegmentKind.CatchAll => CatchAll ??= new(),
        _ => Ends ??= new(),
    };

    public void Freeze()
    {
        if (_growing.Count > 0)
        {
            _literals = _growing.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        Parameter?.Freeze();
        foreach (RouteNode child in _growing.Values)
        {
            child.Freeze();
        }
    }
}
