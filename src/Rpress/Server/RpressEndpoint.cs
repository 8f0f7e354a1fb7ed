using System.Net;
using System.Net.Sockets;

namespace Rpress;

/// <summary>An address that the server listens on.</summary>
public sealed class RpressEndpoint
{
    internal RpressEndpoint(EndPoint endPoint, bool isTls, string? host = null)
    {
        EndPoint = endPoint;
        IsTls = isTls;
        string authority = endPoint switch
        {
            IPEndPoint ip when host is not null => $"{host}:{ip.Port}",
            IPEndPoint ip => ip.ToString(),
            UnixDomainSocketEndPoint unix => $"unix:{unix}",
            _ => endPoint.ToString() ?? "",
        };
        Url = (isTls ? "https://" : "http://") + authority;
    }

    /// <summary>The bound address, with its real port.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool IsTls { get; }

    /// <summary>The address as a URL: <c>http://127.0.0.1:3000</c>; a unix socket as <c>http://unix:/path.sock</c>.</summary>
    public string Url { get; }

    /// <inheritdoc/>
    public override string ToString() => Url;
}
