namespace Rpress;

/// <summary>The kinds of a pattern's segment, in the order of their precedence.</summary>
internal enum RouteSegmentKind
{
    Literal,
    Parameter,
    Optional,
    CatchAll,
}
