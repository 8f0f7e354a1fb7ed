using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>CORS settings as they run: compiled once, at start.</summary>
internal sealed class CorsPolicy(RpressCors settings)
{
    private static readonly string[] _defaultMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    private static readonly string[] _defaultHeaders = ["Content-Type", "Authorization"];
    private static readonly StringValues _everyOrigin = "*";

    private readonly OriginMatcher _origins = new(settings.Origins ?? []);
    private readonly Func<string, bool>? _isAllowed = settings.IsAllowed;
    private readonly FrozenSet<string> _methods = (settings.Methods ?? _defaultMethods).Select(InUpperCase).ToFrozenSet(StringComparer.Ordinal);
    private readonly StringValues _headers = Join(settings.Headers ?? _defaultHeaders);
    private readonly StringValues _exposed = Join(settings.ExposeHeaders ?? []);
    private readonly StringValues _credentials = settings.AllowCredentials ? "true" : StringValues.Empty;
    private readonly StringValues _maxAge = ((long)settings.MaxAge.TotalSeconds).ToString();

    /// <summary>Whether the answer is another for another origin, so that caches have to tell them apart.</summary>
    public bool DependsOnOrigin => !_origins.MatchesAll && (!_origins.IsEmpty || _isAllowed is not null);

    /// <summary>What <c>Access-Control-Allow-Origin</c> says to an origin; empty when it is refused.</summary>
    /// <exception cref="Exception">What the application's own function throws.</exception>
    public StringValues AllowedOrigin(StringValues origin)
    {
        // said to everybody, with and without an origin, or caches would keep an answer that lacks it
        if (_origins.MatchesAll)
        {
            return _everyOrigin;
        }

        // "null" is what sandboxed frames and local files of anybody send; like all else that is no origin it is never allowed
        return origin is [{ } sent] && (_origins.Matches(sent) || (_isAllowed is not null && Origin.TryNormalize(sent, out _) && _isAllowed(sent)))
            ? origin
            : StringValues.Empty;
    }

    public void WriteResponse(IHeaderDictionary headers, StringValues allowedOrigin)
    {
        WriteOrigin(headers, allowedOrigin);
        headers.AccessControlExposeHeaders = _exposed;
    }

    /// <summary>What a preflight is answered with.</summary>
    /// <param name="headers">The response's fields.</param>
    /// <param name="allowedOrigin">What <see cref="AllowedOrigin"/> says.</param>
    /// <param name="method">The method that is asked about; no other is spoken of, or a browser would keep the leave for routes that it does not hold for.</param>
    /// <param name="mayBeKept">Whether a browser may keep the answer.</param>
    public void WritePreflight(IHeaderDictionary headers, StringValues allowedOrigin, string method, bool mayBeKept)
    {
        WriteOrigin(headers, allowedOrigin);
        if (_methods.Contains(method) || _methods.Contains("*"))
        {
            headers.AccessControlAllowMethods = method;
        }

        headers.AccessControlAllowHeaders = _headers;
        headers.AccessControlMaxAge = mayBeKept ? _maxAge : "0";
    }

    private void WriteOrigin(IHeaderDictionary headers, StringValues allowedOrigin)
    {
        headers.AccessControlAllowOrigin = allowedOrigin;
        headers.AccessControlAllowCredentials = _credentials;
    }

    private static StringValues Join(IEnumerable<string> values) => string.Join(", ", values) is { Length: > 0 } joined ? joined : StringValues.Empty;

    // methods are case-sensitive; "put" can only be a slip for one of the seven
    private static string InUpperCase(string method) =>
        Array.Find(_defaultMethods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase)) ?? method;
}
