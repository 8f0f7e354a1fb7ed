using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Sharded;

/// <summary>Node's servers alone, without channels for rooms.</summary>
public sealed class NpmShardedStaticClusterTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) => cluster.StartNpmNodeAsync(ClusterAdapter.ShardedStatic, options);
}
