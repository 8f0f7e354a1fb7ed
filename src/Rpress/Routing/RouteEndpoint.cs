namespace Rpress;

/// <summary>A route as it runs: its pattern, its group's settings, and the group's middleware composed around its handler.</summary>
internal sealed class RouteEndpoint(RoutePattern pattern, long? maxBodySize, object[] settings, RpressNext invoke)
    : MatchedRoute(pattern.Text, pattern.ParameterNames, maxBodySize, settings)
{
    public bool HasTrailingSlash { get; } = pattern.HasTrailingSlash;

    public bool IsCatchAll { get; } = pattern.Segments is [.., { Kind: RouteSegmentKind.CatchAll }];

    public RpressNext Invoke { get; } = invoke;
}
