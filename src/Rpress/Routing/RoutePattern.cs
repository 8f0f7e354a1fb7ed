namespace Rpress;

/// <summary>A parsed route pattern: <c>/users/:id</c>, <c>/files/*rest</c>, <c>/posts/:page?</c>.</summary>
internal sealed class RoutePattern
{
    /// <summary>How many parameters a pattern may have.</summary>
    public const int MaxParameters = 32;

    private RoutePattern(string text, RouteSegment[] segments)
    {
        Text = text;
        Segments = segments;
        ParameterNames = [.. segments.Where(segment => segment.Kind != RouteSegmentKind.Literal).Select(segment => segment.Text)];
        HasTrailingSlash = text.Length > 1 && text.EndsWith('/');
    }

    public string Text { get; }

    public IReadOnlyList<RouteSegment> Segments { get; }

    public string[] ParameterNames { get; }

    public bool HasTrailingSlash { get; }

    /// <summary>The pattern without its parameters' names: two patterns of one shape match the same paths.</summary>
    public string Shape(bool withTrailingSlash) => string.Concat(Segments.Select(segment => segment.Kind switch
    {
        RouteSegmentKind.Literal => "/" + segment.Text,
        RouteSegmentKind.Parameter => "/\0:",
        RouteSegmentKind.Optional => "/\0?",
        _ => "/\0*",
    })) + (withTrailingSlash && HasTrailingSlash ? "/" : "");

    /// <summary>The pattern below a prefix.</summary>
    public RoutePattern Below(string prefix) => Parse(prefix.TrimEnd('/') + (Text == "/" && prefix.Length > 1 ? "" : Text));

    /// <exception cref="ArgumentException">The pattern is malformed; the message says where and how to mend it.</exception>
    public static RoutePattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith('/'))
        {
            throw Malformed(text, "it has to begin with '/'");
        }

        string[] parts = text.TrimEnd('/').Split('/')[1..];
        if (text.EndsWith("//", StringComparison.Ordinal))
        {
            throw Malformed(text, "it holds an empty segment");
        }

        var segments = new RouteSegment[Math.Max(parts.Length, 0)];
        for (int i = 0; i < parts.Length; i++)
        {
            segments[i] = ParseSegment(text, parts[i], isLast: i == parts.Length - 1);
        }

        var pattern = new RoutePattern(text, segments);
        if (pattern.ParameterNames.Length > MaxParameters)
        {
            throw Malformed(text, $"it has more than {MaxParameters} parameters");
        }

        string? repeated = pattern.ParameterNames.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return repeated is null ? pattern : throw Malformed(text, $"it names the parameter '{repeated}' twice");
    }

    private static RouteSegment ParseSegment(string pattern, string part, bool isLast)
    {
        switch (part)
        {
            case "":
                throw Malformed(pattern, "it holds an empty segment");
            case "." or "..":
                throw Malformed(pattern, "dot segments are removed from paths, so it could never match");
            case [':', .. string name, '?']:
                RequireLast(pattern, part, isLast);
                return new(RouteSegmentKind.Optional, RequireName(pattern, name));
            case [':', .. string name]:
                return new(RouteSegmentKind.Parameter, RequireName(pattern, name));
            case ['*', .. string name]:
                RequireLast(pattern, part, isLast);
                return new(RouteSegmentKind.CatchAll, RequireName(pattern, name));
            default:
                if (part.AsSpan().IndexOf('%') is var percent and >= 0 && PercentEncoding.TryDecodeByte(part.AsSpan(percent), out _))
                {
                    throw Malformed(pattern, $"the segment '{part}' is percent-encoded: write it decoded, as paths are compared");
                }

                return part.Any(char.IsControl) || part.Contains('?') || part.Contains('#')
                    ? throw Malformed(pattern, $"the segment '{HeaderSyntax.Printable(part)}' holds a character that no path holds")
                    : new(RouteSegmentKind.Literal, PathCanonicalizer.EncodeLiteral(part));
        }
    }

    private static void RequireLast(string pattern, string part, bool isLast)
    {
        if (!isLast)
        {
            throw Malformed(pattern, $"'{part}' has to be its last segment");
        }
    }

    private static string RequireName(string pattern, string name)
    {
        bool isName = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return isName
            ? name
            : throw Malformed(pattern, $"'{HeaderSyntax.Printable(name)}' is no parameter name: use letters, digits and '_', and begin with a letter");
    }

    private static ArgumentException Malformed(string pattern, string why) =>
        new($"The route pattern '{HeaderSyntax.Printable(pattern)}' is malformed: {why}.", nameof(pattern));
}
