using Rpress.RedisKit;

namespace Rpress.Redis.Tests.Sharded;

public sealed class StaticShardedAdapterTests(RedisServerFixture redis) : ClusterAdapterTests(redis), IClassFixture<RedisServerFixture>
{
    protected override RpressIo CreateServer(string address) =>
        new RpressIo().UseRedisSharded(address, new() { KeyPrefix = KeyPrefix, SubscriptionMode = RedisSubscriptionMode.Static });
}
