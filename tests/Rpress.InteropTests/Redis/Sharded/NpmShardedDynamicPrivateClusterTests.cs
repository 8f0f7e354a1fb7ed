using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Sharded;

/// <summary>Node's servers alone, with channels for all rooms.</summary>
public sealed class NpmShardedDynamicPrivateClusterTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) => cluster.StartNpmNodeAsync(ClusterAdapter.ShardedDynamicPrivate, options);
}
