using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>Node's servers alone: what holds for them is what the specification may ask of ours.</summary>
public sealed class NpmClusterTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) => cluster.StartNpmNodeAsync(ClusterAdapter.Classic, options);
}
