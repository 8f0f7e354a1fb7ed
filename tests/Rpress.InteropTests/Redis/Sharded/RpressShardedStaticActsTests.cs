using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Sharded;

/// <summary>A server of ours that acts on the sockets of one of Node's and one more of ours.</summary>
public sealed class RpressShardedStaticActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 1 } ? cluster.StartNpmNodeAsync(ClusterAdapter.ShardedStatic, options) : cluster.StartNodeAsync(ClusterAdapter.ShardedStatic, options);
}
