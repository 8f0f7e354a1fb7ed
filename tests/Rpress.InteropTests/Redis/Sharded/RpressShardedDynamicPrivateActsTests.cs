using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Sharded;

/// <summary>A server of ours that acts on the sockets of one of Node's and one more of ours.</summary>
public sealed class RpressShardedDynamicPrivateActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 1 } ? cluster.StartNpmNodeAsync(ClusterAdapter.ShardedDynamicPrivate, options) : cluster.StartNodeAsync(ClusterAdapter.ShardedDynamicPrivate, options);
}
