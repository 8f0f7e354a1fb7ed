using System.Net;

namespace Rpress;

/// <summary>One step of a forwarding header: who sent to the next proxy, and by which scheme.</summary>
internal readonly record struct ForwardedHop(IPAddress? Address, string? Scheme)
{
    /// <summary>X-Forwarded-For, joined with X-Forwarded-Proto where both lists are of one length or the latter has one entry.</summary>
    public static IReadOnlyList<ForwardedHop> ParseXForwarded(string? addresses, string? schemes)
    {
        if (addresses is null)
        {
            return [];
        }

        string[] nodes = addresses.Split(',');
        string[] protos = schemes?.Split(',') ?? [];
        var hops = new ForwardedHop[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            string? proto = protos.Length == nodes.Length ? protos[i] : protos.Length == 1 ? protos[0] : null;
            hops[i] = new(ParseNode(nodes[i].Trim()), ParseScheme(proto));
        }

        return hops;
    }

    /// <summary>RFC 7239 §4: elements by comma, pairs by semicolon, values perhaps quoted.</summary>
    public static IReadOnlyList<ForwardedHop> ParseForwarded(string? header)
    {
        if (header is null)
        {
            return [];
        }

        var hops = new List<ForwardedHop>();
        foreach (string element in header.Split(','))
        {
            IPAddress? address = null;
            string? scheme = null;
            foreach (string pair in element.Split(';', StringSplitOptions.TrimEntries))
            {
                int equals = pair.IndexOf('=');
                ReadOnlySpan<char> name = equals < 0 ? "" : pair.AsSpan(0, equals);
                string value = pair[(equals + 1)..].Trim('"');
                if (name.Equals("for", StringComparison.OrdinalIgnoreCase))
                {
                    address = ParseNode(value);
                }
                else if (name.Equals("proto", StringComparison.OrdinalIgnoreCase))
                {
                    scheme = ParseScheme(value);
                }
            }

            hops.Add(new(address, scheme));
        }

        return hops;
    }

    // RFC 7239 §6: an IPv6 address stands in brackets; either may carry a port.
    private static IPAddress? ParseNode(string node)
    {
        if (node.StartsWith('['))
        {
            int end = node.IndexOf(']');
            node = end < 0 ? "" : node[1..end];
        }
        else if (node.Count(c => c == ':') == 1)
        {
            node = node[..node.IndexOf(':')];
        }

        return IPAddress.TryParse(node, out IPAddress? address) ? ProxyTrust.Unmap(address) : null;
    }

    private static string? ParseScheme(string? scheme) => scheme?.Trim() switch
    {
        { } text when text.Equals("https", StringComparison.OrdinalIgnoreCase) => "https",
        { } text when text.Equals("http", StringComparison.OrdinalIgnoreCase) => "http",
        _ => null,
    };
}
