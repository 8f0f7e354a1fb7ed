namespace Rpress.Tests.Routing;

/// <summary>The rules of routing as one reads them: try every pattern, and take the one whose segments rank first.</summary>
internal sealed class NaiveRouter(IEnumerable<(string Method, string Pattern)> routes)
{
    private const int Ended = 0;

    public string? Match(string method, string path)
    {
        string[] segments = Split(path);
        return Candidates(segments)
            .Where(route => route.Method == method || (route.Method == "GET" && method == "HEAD"))
            .OrderBy(route => route.Ranks)
            .ThenBy(route => route.Method == method ? 0 : 1)
            .Select(route => $"{route.Method} {route.Pattern}")
            .FirstOrDefault();
    }

    public SortedSet<string> Methods(string path) => new(Candidates(Split(path)).Select(route => route.Method), StringComparer.Ordinal);

    private static string[] Split(string path)
    {
        if (path == "/")
        {
            return [];
        }

        return (path.EndsWith('/') ? path[1..^1] : path[1..]).Split('/');
    }

    private IEnumerable<(string Method, string Pattern, string Ranks)> Candidates(string[] path) =>
        from route in routes
        let ranks = Ranks(Split(route.Pattern), path)
        where ranks is not null
        select (route.Method, route.Pattern, ranks);

    // one digit for each segment of the path, so that text order is precedence; null when the pattern does not match
    private static string? Ranks(string[] pattern, string[] path)
    {
        string ranks = "";
        for (int i = 0; ; i++)
        {
            string? want = i < pattern.Length ? pattern[i] : null;
            string? have = i < path.Length ? path[i] : null;
            if (want is null || have is null)
            {
                bool ends = want is null && have is null;
                bool isAbsentOptional = have is null && want is [':', .., '?'];
                return ends ? ranks + Ended : isAbsentOptional ? ranks + (int)RouteSegmentKind.Optional : null;
            }

            if (want.StartsWith('*'))
            {
                return string.Join('/', path[i..]).Length > 0 ? ranks + (int)RouteSegmentKind.CatchAll : null;
            }

            bool matches = want.StartsWith(':') ? have.Length > 0 : want == have;
            if (!matches)
            {
                return null;
            }

            ranks += (int)(want is [':', .., '?'] ? RouteSegmentKind.Optional : want[0] == ':' ? RouteSegmentKind.Parameter : RouteSegmentKind.Literal);
        }
    }
}
