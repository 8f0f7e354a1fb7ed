using System.Security.Cryptography;

namespace Rpress;

/// <summary>Ids of servers and of requests, as npm's @socket.io/redis-adapter makes them.</summary>
internal static class ClusterId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 6;

    public static string Next() => RandomNumberGenerator.GetString(Letters, Length);
}
