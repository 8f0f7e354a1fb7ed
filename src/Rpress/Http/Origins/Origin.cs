using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Rpress;

/// <summary>Origins as browsers send them (RFC 6454 §6.2): scheme, host and port in ASCII, and nothing behind them.</summary>
internal static class Origin
{
    private const string SchemeEnd = "://";
    private const int LargestPort = 65535;

    private static readonly SearchValues<char> _schemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    // letters, digits and hyphens; the underscore is in no host name by the book, but in names that are in use
    private static readonly SearchValues<char> _labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    private static readonly SearchValues<char> _addressCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Gives an origin the one form in which equal origins are equal strings: lower case, without its scheme's own port.</summary>
    /// <returns>False for anything else than an origin, <c>null</c> among it.</returns>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        int schemeEnd = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (schemeEnd < 1 || !IsScheme(text.AsSpan(0, schemeEnd)))
        {
            return false;
        }

        int hostStart = schemeEnd + SchemeEnd.Length;
        int hostEnd = text.EndsWith(']') ? -1 : text.AsSpan(hostStart).LastIndexOf(':');
        hostEnd = hostEnd < 0 ? text.Length : hostStart + hostEnd;
        ReadOnlySpan<char> host = text.AsSpan(hostStart, hostEnd - hostStart);
        if (!IsHost(host) || !IsPort(text.AsSpan(hostEnd)))
        {
            return false;
        }

        // only now: beyond ASCII there are characters that become ASCII in lower case
        string lower = text.ToLowerInvariant();
        string address = host[0] == '[' ? WithShortAddress(lower, hostStart, hostEnd) : lower;
        normalized = WithoutDefaultPort(address);
        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme) => char.IsAsciiLetter(scheme[0]) && scheme.IndexOfAnyExcept(_schemeCharacters) < 0;

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host is ['[', .., ']'])
        {
            ReadOnlySpan<char> address = host[1..^1];
            return address.IndexOfAnyExcept(_addressCharacters) < 0
                && IPAddress.TryParse(address, out IPAddress? parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
        }

        foreach (Range label in host.Split('.'))
        {
            if (host[label].IsEmpty || host[label].IndexOfAnyExcept(_labelCharacters) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    // with its colon; browsers write a number without leading zeros, or leave it out
    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.IsEmpty
        || (port is [':', >= '1' and <= '9', ..] and { Length: <= 6 }
            && port[1..].IndexOfAnyExceptInRange('0', '9') < 0 && int.Parse(port[1..]) <= LargestPort);

    private static string WithShortAddress(string origin, int hostStart, int hostEnd) =>
        $"{origin.AsSpan(0, hostStart)}[{IPAddress.Parse(origin.AsSpan((hostStart + 1)..(hostEnd - 1)))}]{origin.AsSpan(hostEnd)}";

    private static string WithoutDefaultPort(string origin) =>
        origin.EndsWith(":443", StringComparison.Ordinal) && origin.StartsWith("https:", StringComparison.Ordinal) ? origin[..^4]
        : origin.EndsWith(":80", StringComparison.Ordinal) && origin.StartsWith("http:", StringComparison.Ordinal) ? origin[..^3]
        : origin;
}
