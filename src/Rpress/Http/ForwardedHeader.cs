namespace Rpress;

/// <summary>Which header a trusted proxy names the client in.</summary>
/// <remarks>One only: a proxy writes one of them and passes the other on as the client sent it.</remarks>
public enum ForwardedHeader
{
    /// <summary><c>X-Forwarded-For</c>, and <c>X-Forwarded-Proto</c> for the scheme.</summary>
    XForwardedFor,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
