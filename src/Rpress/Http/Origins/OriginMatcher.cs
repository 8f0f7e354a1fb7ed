using System.Collections.Frozen;

namespace Rpress;

/// <summary>Origins as settings name them, compiled once: exact ones, patterns, or <c>*</c> for all.</summary>
internal sealed class OriginMatcher
{
    private const string All = "*";

    private readonly FrozenSet<string> _exact;
    private readonly OriginPattern[] _patterns;

    /// <param name="origins">Entries without an error (<see cref="ErrorIn"/>).</param>
    public OriginMatcher(IEnumerable<string> origins)
    {
        var exact = new List<string>();
        var patterns = new List<OriginPattern>();
        foreach (string origin in origins)
        {
            if (origin == All)
            {
                MatchesAll = true;
            }
            else if (OriginPattern.TryParse(origin, out OriginPattern? pattern))
            {
                patterns.Add(pattern);
            }
            else if (Origin.TryNormalize(origin, out string? normalized))
            {
                exact.Add(normalized);
            }
        }

        _exact = exact.ToFrozenSet(StringComparer.Ordinal);
        _patterns = [.. patterns];
    }

    /// <summary>Whether <c>*</c> is among the entries.</summary>
    public bool MatchesAll { get; }

    public bool IsEmpty => !MatchesAll && _exact.Count == 0 && _patterns.Length == 0;

    /// <summary>Whether an origin is one of those meant; false for what is no origin, whatever the entries say.</summary>
    public bool Matches(string origin) =>
        _exact.Contains(origin) // browsers send the normalized form
        || (Origin.TryNormalize(origin, out string? normalized) && (MatchesAll || _exact.Contains(normalized) || MatchesPattern(normalized)));

    /// <summary>What is wrong with an entry, or null.</summary>
    public static string? ErrorIn(string entry) =>
        entry == All || OriginPattern.TryParse(entry, out _) || Origin.TryNormalize(entry, out _) ? null
        : entry.Equals("null", StringComparison.OrdinalIgnoreCase) ? "sandboxed frames of every page send it, so it cannot be allowed"
        : !entry.All(char.IsAscii) ? "it is not ASCII: write the host as browsers send it (xn--…)"
        : !entry.Contains("://", StringComparison.Ordinal) ? "it has no scheme: write 'https://' before the host"
        : entry.Contains('*', StringComparison.Ordinal) ? "a wildcard stands for the whole first label of a name and only there, as in 'https://*.example.com'"
        : entry.IndexOf('/', entry.IndexOf("://", StringComparison.Ordinal) + 3) >= 0 ? "an origin ends with its host or port: leave out the path, and a slash at the end"
        : "it is no origin: write scheme, host and port, as in 'https://example.com:8443'";

    private bool MatchesPattern(string normalized)
    {
        foreach (OriginPattern pattern in _patterns)
        {
            if (pattern.Matches(normalized))
            {
                return true;
            }
        }

        return false;
    }
}
