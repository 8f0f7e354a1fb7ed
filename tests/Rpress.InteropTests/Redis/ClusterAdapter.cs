using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>What connects the servers of a cluster through Redis, ours and npm's.</summary>
public sealed class ClusterAdapter
{
    private readonly Func<ClusterNodeOptions, Dictionary<string, object?>> _npm;
    private readonly Func<RpressIo, string, ClusterNodeOptions, RpressIo> _ours;

    private ClusterAdapter(
        Func<ClusterNodeOptions, Dictionary<string, object?>> npm, Func<RpressIo, string, ClusterNodeOptions, RpressIo> ours)
    {
        _npm = npm;
        _ours = ours;
    }

    /// <summary>That of <c>createAdapter</c> in @socket.io/redis-adapter.</summary>
    public static ClusterAdapter Classic { get; } = new(
        options => new()
        {
            ["kind"] = "classic",
            ["keyPrefix"] = options.KeyPrefix,
            ["requestTimeout"] = options.RequestTimeout.TotalMilliseconds,
            ["specific"] = options.UseSpecificResponseChannel,
        },
        (io, redis, options) => io.UseRedis(redis, new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            UseSpecificResponseChannel = options.UseSpecificResponseChannel,
        }));

    /// <summary>That of <c>createShardedAdapter</c>, with channels for rooms but not for the sockets' own.</summary>
    public static ClusterAdapter ShardedDynamic { get; } = Sharded("dynamic", RedisSubscriptionMode.Dynamic);

    /// <summary>That of <c>createShardedAdapter</c>, with channels for all rooms.</summary>
    public static ClusterAdapter ShardedDynamicPrivate { get; } = Sharded("dynamic-private", RedisSubscriptionMode.DynamicPrivate);

    /// <summary>That of <c>createShardedAdapter</c>, without channels for rooms.</summary>
    public static ClusterAdapter ShardedStatic { get; } = Sharded("static", RedisSubscriptionMode.Static);

    /// <summary>That of @socket.io/redis-streams-adapter.</summary>
    public static ClusterAdapter Streams { get; } = new(
        options => new()
        {
            ["kind"] = "streams",
            ["keyPrefix"] = options.KeyPrefix,
            ["streamName"] = options.StreamName,
            ["sessionKeyPrefix"] = options.SessionKeyPrefix,
        },
        (io, redis, options) => io.UseRedisStreams(redis, new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            StreamName = options.StreamName,
            SessionKeyPrefix = options.SessionKeyPrefix,
        }));

    /// <summary>What the program of npm's servers is told of it.</summary>
    internal Dictionary<string, object?> DescribeToNpm(ClusterNodeOptions options) => _npm(options);

    /// <summary>Lets our server have it.</summary>
    internal RpressIo Use(RpressIo io, string redis, ClusterNodeOptions options) => _ours(io, redis, options);

    // npm's has no time for its requests to set: it waits 5 s for answers
    private static ClusterAdapter Sharded(string subscriptionMode, RedisSubscriptionMode ours) => new(
        options => new() { ["kind"] = "sharded", ["keyPrefix"] = options.KeyPrefix, ["subscriptionMode"] = subscriptionMode },
        (io, redis, options) => io.UseRedisSharded(redis, new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            SubscriptionMode = ours,
        }));
}
