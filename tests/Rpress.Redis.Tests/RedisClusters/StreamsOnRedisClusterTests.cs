using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RedisClusters;

/// <summary>The specification of adapters, on a Redis Cluster of three nodes.</summary>
public sealed class StreamsOnRedisClusterTests(RedisClusterFixture redis) : ClusterAdapterTests(redis), IClassFixture<RedisClusterFixture>
{
    protected override RpressIo CreateServer(string address) => new RpressIo().UseRedisStreams(address, new() { KeyPrefix = KeyPrefix, StreamName = KeyPrefix, StreamCount = 4, UseShardedPubSub = true });
}
