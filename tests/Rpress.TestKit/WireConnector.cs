using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Rpress.TestKit;

/// <summary>Opens the sockets under the raw connections.</summary>
internal static class WireConnector
{
    public static async Task<Socket> ConnectAsync(EndPoint endPoint)
    {
        var type = endPoint.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, type);
        if (type == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }

        await Deadline.RunAsync(
            token => socket.ConnectAsync(endPoint, token).AsTask(), $"a connection to {endPoint}", Deadline.Default);
        return socket;
    }

    public static async Task<SslStream> AuthenticateAsync(Stream stream, SslApplicationProtocol protocol)
    {
        var ssl = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [protocol],
            RemoteCertificateValidationCallback = (_, certificate, _, _) => TestCertificates.Shared.IsServer(certificate),
        };
        await Deadline.RunAsync(
            token => ssl.AuthenticateAsClientAsync(options, token), "the TLS handshake", Deadline.Default);
        return ssl;
    }
}
