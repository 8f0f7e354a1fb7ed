using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>How a <see cref="RedisStreamsAdapter"/> works.</summary>
/// <inheritdoc/>
public sealed class RedisStreamsAdapterOptions : RedisClusterOptions
{
    /// <summary>The key of the stream; all servers of a cluster use the same.</summary>
    /// <value>Default <c>socket.io</c>; not empty.</value>
    public string StreamName { get; set; } = "socket.io";

    /// <summary>How many streams there are; each namespace is on one of them, which in a Redis Cluster may lie on different nodes. All servers use the same number.</summary>
    /// <value>Default 1; 1 to 1024. With more, <c>-</c> and a number follow their names.</value>
    /// <remarks>npm's adapter makes negative numbers for some names of namespaces, and does not read those streams itself; this one does.</remarks>
    public int StreamCount { get; set; } = 1;

    /// <summary>About how many entries a stream keeps: what clients that come back may have missed, and servers that are slow. Node calls it maxLen.</summary>
    /// <value>Default 10,000; 1 or more. Redis keeps a few more, as that costs less.</value>
    public int MaxStreamLength { get; set; } = 10_000;

    /// <summary>The most entries that are read at a time.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int ReadCount { get; set; } = 100;

    /// <summary>How long Redis holds a read that finds nothing. Node calls it blockTimeInMs.</summary>
    /// <value>Default 5 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan BlockTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What the keys of saved sessions begin with; all servers of a cluster use the same.</summary>
    /// <value>Default <c>sio:session:</c>; not empty.</value>
    public string SessionKeyPrefix { get; set; } = "sio:session:";

    /// <summary>Whether questions and answers go through sharded channels, which need Redis 7; all servers do it alike.</summary>
    /// <value>Default false, as in Node.</value>
    public bool UseShardedPubSub { get; set; }

    /// <summary>
    /// Whether sessions are saved while their clients are connected, and not only when a connection breaks off: then clients go on elsewhere even if their
    /// server is killed, or cut off. It matters where <see cref="SocketIoConfig.Recovery"/> is set.
    /// </summary>
    /// <value>Default true. It costs a write for each client that comes, or joins or leaves a room, and one, after a look at it, at least every 30 seconds; Node's servers do not do it.</value>
    public bool SaveConnectedSessions { get; set; } = true;

    private protected override void Validate(string name)
    {
        base.Validate(name);
        RedisChannels.RequireKeyPrefix($"{name}.{nameof(StreamName)}", StreamName);
        RedisChannels.RequireKeyPrefix($"{name}.{nameof(SessionKeyPrefix)}", SessionKeyPrefix);
        SettingRange.Require($"{name}.{nameof(StreamCount)}", StreamCount, 1, 1024);
        SettingRange.Require($"{name}.{nameof(MaxStreamLength)}", MaxStreamLength, 1);
        SettingRange.Require($"{name}.{nameof(ReadCount)}", ReadCount, 1);
        SettingRange.RequireDuration($"{name}.{nameof(BlockTime)}", BlockTime);
    }
}
