namespace Rpress;

/// <summary>One segment of a pattern: a literal's canonical text, or a parameter's name.</summary>
internal readonly record struct RouteSegment(RouteSegmentKind Kind, string Text);
