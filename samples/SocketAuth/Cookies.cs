using Rpress;

namespace SocketAuthSample;

/// <summary>Reads the cookies of a handshake.</summary>
internal static class Cookies
{
    public static string? Find(SocketHandshake handshake, string name) => handshake.Headers.GetValueOrDefault("Cookie", "")
        .Split(';', StringSplitOptions.TrimEntries)
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => pair[(name.Length + 1)..])
        .FirstOrDefault();
}
