using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RedisClusters;

/// <summary>The specification of adapters, on a Redis Cluster of three nodes.</summary>
public sealed class StaticShardedOnRedisClusterTests(RedisClusterFixture redis) : ClusterAdapterTests(redis), IClassFixture<RedisClusterFixture>
{
    protected override RpressIo CreateServer(string address) =>
        new RpressIo().UseRedisSharded(address, new() { KeyPrefix = KeyPrefix, SubscriptionMode = RedisSubscriptionMode.Static });
}
