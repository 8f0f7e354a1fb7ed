using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Rpress;

/// <summary>Traces each connection from accept to close: <c>http.connection</c>, a root of its own that requests link to.</summary>
internal static class ConnectionTracing
{
    public static ConnectionDelegate Around(ConnectionDelegate next) => connection =>
        RpressTelemetry.Spans.HasListeners() ? TraceAsync(connection, next) : next(connection);

    /// <summary>Tells the span what the TLS handshake, which lies before this point, has agreed on.</summary>
    public static ConnectionDelegate AfterHandshake(ConnectionDelegate next) => connection =>
    {
        if (connection.Features.Get<Activity>() is { IsAllDataRequested: true } span)
        {
            SetTls(span, connection);
        }

        return next(connection);
    };

    private static async Task TraceAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using Activity? span = RpressTelemetry.Spans.StartActivity("http.connection", ActivityKind.Internal, parentContext: default);

        // not current for what runs on the connection: a request chooses its own parent
        Activity.Current = null;
        if (span is not null)
        {
            connection.Features.Set(span);
            if (span.IsAllDataRequested)
            {
                SetPeer(span, connection);
            }
        }

        await next(connection);
    }

    private static void SetPeer(Activity span, ConnectionContext connection)
    {
        span.SetTag("network.transport", connection.LocalEndPoint is UnixDomainSocketEndPoint ? "unix" : "tcp");
        if (connection.RemoteEndPoint is IPEndPoint peer)
        {
            string address = ProxyTrust.Unmap(peer.Address)!.ToString();
            span.SetTag("peer.addr", address);
            span.SetTag("network.peer.address", address);
            span.SetTag("network.peer.port", peer.Port);
        }
    }

    private static void SetTls(Activity span, ConnectionContext connection)
    {
        string? version = connection.Features.Get<ITlsHandshakeFeature>()?.Protocol switch
        {
            SslProtocols.Tls12 => "1.2",
            SslProtocols.Tls13 => "1.3",
            _ => null,
        };
        span.SetTag("tls.protocol.version", version);
        if (connection.Features.Get<ITlsApplicationProtocolFeature>() is { ApplicationProtocol.IsEmpty: false } negotiated)
        {
            span.SetTag("tls.next_protocol", System.Text.Encoding.ASCII.GetString(negotiated.ApplicationProtocol.Span));
        }
    }
}
