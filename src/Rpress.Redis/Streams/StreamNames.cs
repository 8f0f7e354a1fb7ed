using System.Globalization;

namespace Rpress;

/// <summary>Which stream a namespace is on, as npm's @socket.io/redis-streams-adapter chooses it.</summary>
internal static class StreamNames
{
    public static string Of(string @namespace, RedisStreamsAdapterOptions options) => options.StreamCount == 1
        ? options.StreamName
        : string.Create(CultureInfo.InvariantCulture, $"{options.StreamName}-{Hash(@namespace) % options.StreamCount}");

    // JavaScript: 32 bits with a sign, of which the remainder keeps it
    private static int Hash(string text) => text.Aggregate(0, (hash, letter) => unchecked((hash * 31) + letter));
}
