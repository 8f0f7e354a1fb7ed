using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>A server of ours that acts on the sockets of one of Node's and one more of ours.</summary>
public sealed class RpressServerActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 1 } ? cluster.StartNpmNodeAsync(ClusterAdapter.Classic, options) : cluster.StartNodeAsync(ClusterAdapter.Classic, options);
}
