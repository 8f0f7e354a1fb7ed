using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

/// <summary>The same with connection state recovery, where a server does its own part when it reads the stream, and with several streams and sharded channels.</summary>
public sealed class StreamsRecoveryClusterTests(RedisServerFixture redis) : ClusterTests(redis), IClassFixture<RedisServerFixture>
{
    protected override RpressIo CreateServer(string address, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RpressIo(config: new() { Recovery = new() }).UseRedisStreams(address, new()
        {
            KeyPrefix = options.KeyPrefix,
            StreamName = options.KeyPrefix,
            StreamCount = 3,
            UseShardedPubSub = true,
            SessionKeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
        });
    }
}
