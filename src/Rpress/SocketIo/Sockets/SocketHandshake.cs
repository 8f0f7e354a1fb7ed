using System.Net;

namespace Rpress;

/// <summary>What is kept of the request that opened a connection, and what the client sent to join the namespace.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class SocketHandshake
{
    private readonly SessionHandshake _session;
    private Dictionary<string, string>? _headers;
    private RequestQuery? _query;
    private RequestCookies? _cookies;

    internal SocketHandshake(SessionHandshake session, AuthValues auth)
    {
        _session = session;
        Auth = auth;
    }

    /// <summary>The header fields, by name without regard to case; several fields of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers ??= JoinHeaders();

    /// <summary>The cookies.</summary>
    public RequestCookies Cookies => _cookies ??= RequestCookies.Parse(Headers.GetValueOrDefault("Cookie"));

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset IssuedAt => _session.IssuedAt;

    /// <summary>The client's address: the peer's, or what trusted proxies said; null on a unix socket.</summary>
    public IPAddress? Address => _session.Address;

    /// <summary>Whether the request carried an <c>Origin</c>.</summary>
    public bool IsCrossDomain => Headers.ContainsKey("Origin");

    /// <summary>Whether the connection is encrypted; what a trusted proxy said counts.</summary>
    public bool IsSecure => _session.IsSecure;

    /// <summary>The request target, with its query.</summary>
    public string Url => _session.Url;

    /// <summary>The decoded query.</summary>
    public RequestQuery Query => _query ??= RequestQuery.Parse(_session.Query);

    /// <summary>What the client sent to join the namespace; empty if it sent nothing. The claims it was let in with are <see cref="RpressSocket.Auth"/>.</summary>
    public AuthValues Auth { get; }

    private Dictionary<string, string> JoinHeaders()
    {
        var joined = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in _session.Headers)
        {
            string separator = name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";
            joined[name] = joined.TryGetValue(name, out string? before) ? before + separator + value : value;
        }

        return joined;
    }
}
