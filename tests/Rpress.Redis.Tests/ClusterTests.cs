using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests;

/// <summary>The specification of clusters, with three servers of ours on one Redis.</summary>
public abstract class ClusterTests(RedisFixture redis) : ClusterSpecification
{
    protected override async Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await RpressClusterNode.StartAsync(new RpressIo().UseRedis(await redis.GetAddressAsync(), new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            UseSpecificResponseChannel = options.UseSpecificResponseChannel,
        }));
    }
}
