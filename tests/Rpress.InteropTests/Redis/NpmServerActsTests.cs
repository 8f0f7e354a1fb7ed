using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>A server of Node's that acts on the sockets of two of ours.</summary>
public sealed class NpmServerActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 0 } ? cluster.StartNpmNodeAsync(ClusterAdapter.Classic, options) : cluster.StartNodeAsync(ClusterAdapter.Classic, options);
}
