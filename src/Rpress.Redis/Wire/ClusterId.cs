using System.Security.Cryptography;

namespace Rpress;

/// <summary>Ids of servers and of requests, as npm's adapters make them.</summary>
internal static class ClusterId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 6;
    private const int HexLength = 16;

    /// <summary>As the classic adapter makes them.</summary>
    public static string Next() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>As the sharded adapter and the one on streams make them.</summary>
    public static string NextHex() => RandomNumberGenerator.GetHexString(HexLength, lowercase: true);
}
