using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Rpress.FunctionalTests.Server;

/// <summary>What a TLS handshake showed of the server.</summary>
internal sealed record TlsProbe(string Protocol, string Subject, string Thumbprint, IReadOnlyList<string> Chain)
{
    public static async Task<TlsProbe> HandshakeAsync(EndPoint endPoint, string host = "localhost", params string[] protocols)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(new NetworkStream(socket));
        string[] sent = [];
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = [.. protocols.Select(protocol => new SslApplicationProtocol(protocol))],
            RemoteCertificateValidationCallback = (_, _, chain, _) =>
            {
                // what came beside the leaf lies in the extra store
                sent = [.. chain!.ChainPolicy.ExtraStore.Select(certificate => certificate.Subject)];
                return true;
            },
        };
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        var leaf = (X509Certificate2)stream.RemoteCertificate!;
        return new(stream.NegotiatedApplicationProtocol.ToString(), leaf.Subject, leaf.Thumbprint, sent);
    }
}
