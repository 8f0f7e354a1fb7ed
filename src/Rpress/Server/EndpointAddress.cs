using System.Globalization;
using System.Net;

namespace Rpress;

/// <summary>An address as users write it: <c>0.0.0.0:3000</c>, <c>[::1]:3000</c>, <c>localhost:3000</c>, <c>:3000</c>, <c>unix:/path.sock</c>.</summary>
internal abstract record EndpointAddress
{
    private const string UnixPrefix = "unix:";

    private EndpointAddress()
    {
    }

    /// <exception cref="ArgumentException">The address is of none of the forms.</exception>
    public static EndpointAddress Parse(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        if (address.StartsWith(UnixPrefix, StringComparison.OrdinalIgnoreCase))
        {
            string path = address[UnixPrefix.Length..];
            return path.StartsWith('/') || Path.IsPathFullyQualified(path)
                ? new Unix(path)
                : throw Malformed(address, "a unix socket needs an absolute path, such as unix:/run/app.sock");
        }

        int colon = address.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            throw Malformed(address, "it needs a port from 0 to 65535, such as 0.0.0.0:3000");
        }

        string host = address[..colon];
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return new Localhost(port);
        }

        if (host is "" or "*")
        {
            return new AnyIp(port);
        }

        bool isBracketed = host is ['[', .., ']'];
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out IPAddress? ip) && isBracketed == host.Contains(':')
            ? new Ip(new IPEndPoint(ip, port))
            : throw Malformed(address, "the host has to be an IP address (IPv6 in brackets), localhost, or nothing for all interfaces");
    }

    private static ArgumentException Malformed(string address, string why) =>
        new($"'{HeaderSyntax.Printable(address)}' is not an address to listen on: {why}.", nameof(address));

    /// <summary>One address and port.</summary>
    public sealed record Ip(IPEndPoint EndPoint) : EndpointAddress;

    /// <summary>Both families of loopback, on one port.</summary>
    public sealed record Localhost(int Port) : EndpointAddress;

    /// <summary>All interfaces, both families.</summary>
    public sealed record AnyIp(int Port) : EndpointAddress;

    /// <summary>A unix socket.</summary>
    public sealed record Unix(string SocketPath) : EndpointAddress;
}
