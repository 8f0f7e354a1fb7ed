using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests;

/// <summary>The specification of clusters, with three servers of ours on one Redis.</summary>
public abstract class ClusterTests(RedisFixture redis) : ClusterSpecification
{
    protected override async Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await RpressClusterNode.StartAsync(CreateServer(await redis.GetAddressAsync(), options));
    }

    /// <summary>Makes a server with its adapter: the classic one, if nothing else is said.</summary>
    protected virtual RpressIo CreateServer(string address, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RpressIo().UseRedis(address, new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            UseSpecificResponseChannel = options.UseSpecificResponseChannel,
        });
    }
}
