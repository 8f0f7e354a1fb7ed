using System.Net;

namespace Rpress;

/// <summary>Finds the client behind trusted proxies: from the nearest hop outwards, up to the first address that is not trusted.</summary>
internal sealed class ProxyTrust(IReadOnlyList<IPNetwork> networks, ForwardedHeader header, bool trustUnixSockets)
{
    public static readonly ProxyTrust None = new([], ForwardedHeader.XForwardedFor, false);

    /// <summary>The client's address and the scheme it used; what an untrusted peer claims is not looked at.</summary>
    public (IPAddress? Address, string Scheme) Resolve(IPAddress? peer, string scheme, RequestHeaders headers)
    {
        peer = Unmap(peer);
        if (!IsTrusted(peer))
        {
            return (peer, scheme);
        }

        IReadOnlyList<ForwardedHop> hops = header == ForwardedHeader.Forwarded
            ? ForwardedHop.ParseForwarded(headers["Forwarded"])
            : ForwardedHop.ParseXForwarded(headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]);
        IPAddress? client = peer;
        for (int i = hops.Count - 1; i >= 0; i--)
        {
            scheme = hops[i].Scheme ?? scheme;
            if (hops[i].Address is not { } address)
            {
                // "unknown", an obfuscated identifier or rubbish: the last address that is known stands
                break;
            }

            client = address;
            if (!IsTrusted(address))
            {
                break;
            }
        }

        return (client, scheme);
    }

    /// <summary>IPv4 in its own form: a socket for both families shows it in IPv6's, which no allow-list is written in.</summary>
    public static IPAddress? Unmap(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    // a unix socket's peer has no address
    private bool IsTrusted(IPAddress? address)
    {
        if (address is null)
        {
            return trustUnixSockets;
        }

        foreach (IPNetwork network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
