using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Sharded;

/// <summary>A server of Node's that acts on the sockets of one of ours and one more of its own.</summary>
public sealed class NpmShardedDynamicPrivateActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 0 } ? cluster.StartNpmNodeAsync(ClusterAdapter.ShardedDynamicPrivate, options) : cluster.StartNodeAsync(ClusterAdapter.ShardedDynamicPrivate, options);
}
