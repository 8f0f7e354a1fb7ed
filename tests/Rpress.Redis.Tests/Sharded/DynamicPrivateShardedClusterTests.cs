using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Sharded;

public sealed class DynamicPrivateShardedClusterTests(RedisServerFixture redis) : ClusterTests(redis), IClassFixture<RedisServerFixture>
{
    protected override RpressIo CreateServer(string address, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RpressIo().UseRedisSharded(address, new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            SubscriptionMode = RedisSubscriptionMode.DynamicPrivate,
        });
    }
}
