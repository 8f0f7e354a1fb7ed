namespace Rpress;

/// <summary>When a browser sends a cookie with requests from other sites (RFC 6265bis §5.6.7).</summary>
public enum SameSite
{
    /// <summary>With top-level navigation only.</summary>
    Lax,

    /// <summary>Never.</summary>
    Strict,

    /// <summary>Always; the cookie has to be <see cref="RpressCookie.Secure"/>.</summary>
    None,
}
