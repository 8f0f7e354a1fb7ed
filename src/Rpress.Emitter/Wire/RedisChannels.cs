using System.Text;

namespace Rpress;

/// <summary>What the channels of a namespace are called: those of npm's @socket.io/redis-adapter. No other class makes such a name.</summary>
internal sealed class RedisChannels
{
    private const char End = '#';

    public RedisChannels(string keyPrefix, string @namespace)
    {
        Broadcasts = $"{keyPrefix}#{@namespace}#";
        Requests = $"{keyPrefix}-request#{@namespace}#";
        Responses = $"{keyPrefix}-response#{@namespace}#";
        AllBroadcasts = $"{Escape(Broadcasts)}*";
    }

    /// <summary>For broadcasts, but those to a single room.</summary>
    public string Broadcasts { get; }

    /// <summary>For what servers want of each other; those that listen here are counted.</summary>
    public string Requests { get; }

    /// <summary>For their answers.</summary>
    public string Responses { get; }

    /// <summary>A pattern (Redis: glob) that the channels of broadcasts match, those of rooms too.</summary>
    public string AllBroadcasts { get; }

    /// <summary>For a broadcast: a single room has a channel of its own.</summary>
    public string BroadcastsTo(BroadcastOptions options) => options.Rooms.Count == 1 ? BroadcastsTo(options.Rooms.First()) : Broadcasts;

    /// <summary>For broadcasts to a single room.</summary>
    public string BroadcastsTo(string room) => $"{Broadcasts}{room}{End}";

    /// <summary>For answers to one server alone, where they are in envelopes.</summary>
    public string EnvelopesTo(string uid) => BroadcastsTo(uid);

    /// <summary>For answers to one server alone.</summary>
    public string ResponsesTo(string uid) => $"{Responses}{uid}{End}";

    /// <summary>The room that a channel of broadcasts is for; empty if it is for several, or for all.</summary>
    public string RoomOf(string channel) => channel.Length > Broadcasts.Length ? channel[Broadcasts.Length..^1] : "";

    /// <exception cref="ArgumentException">The prefix is empty; the message names the setting.</exception>
    public static void RequireKeyPrefix(string setting, string keyPrefix)
    {
        if (string.IsNullOrEmpty(keyPrefix))
        {
            throw new ArgumentException($"{setting} is empty: leave it out for the default.");
        }
    }

    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            escaped.Append(c is '*' or '?' or '[' or ']' or '\\' ? $"\\{c}" : c.ToString());
        }

        return escaped.ToString();
    }
}
