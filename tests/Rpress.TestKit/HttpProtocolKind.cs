namespace Rpress.TestKit;

/// <summary>The protocol a <see cref="TestServer"/> is spoken to with.</summary>
public enum HttpProtocolKind
{
    /// <summary>HTTP/1.1 in the clear.</summary>
    Http1,

    /// <summary>HTTP/1.1 over TLS.</summary>
    Http1Tls,

    /// <summary>HTTP/2 over TLS, negotiated by ALPN.</summary>
    Http2Tls,
}
