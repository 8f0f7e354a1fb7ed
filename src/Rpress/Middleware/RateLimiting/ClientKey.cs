using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rpress;

/// <summary>What a client is counted by when only its address is known.</summary>
internal static class ClientKey
{
    private const int IPv6Size = 16;

    // the peers of a unix socket have no address, so they are one client
    private const string UnixSocket = "unix";

    public static string Of(IPAddress? address) => address switch
    {
        null => UnixSocket,
        { AddressFamily: AddressFamily.InterNetworkV6 } => PrefixOf(address),
        _ => address.ToString(),
    };

    // RFC 4291 §2.5.1: the last 64 bits are the host's own to choose, so one client has all of them
    private static string PrefixOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[IPv6Size];
        address.TryWriteBytes(bytes, out _);
        return string.Create(CultureInfo.InvariantCulture, $"{Part(bytes, 0):x}:{Part(bytes, 1):x}:{Part(bytes, 2):x}:{Part(bytes, 3):x}::/64");
    }

    private static ushort Part(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * index)..]);
}
