using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rpress;

/// <summary>The two endpoints of a server that is reached through memory: HTTP/1.1, and HTTP/2 by prior knowledge.</summary>
internal static class InMemoryEndPoints
{
    // names for the transport, never bound: nothing below it opens a socket
    public static readonly EndPoint Http1 = new DnsEndPoint("memory", 1);
    public static readonly EndPoint Http2 = new DnsEndPoint("memory", 2);

    public static void Listen(KestrelServerOptions options, Action<ListenOptions> configure)
    {
        options.Listen(Http1, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            configure(listen);
        });
        options.Listen(Http2, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            configure(listen);
        });
    }
}
