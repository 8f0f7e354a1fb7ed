using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Streams;

/// <summary>A server of Node's that acts on the sockets of two of ours.</summary>
public sealed class NpmStreamsActsTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 0 } ? cluster.StartNpmNodeAsync(ClusterAdapter.Streams, options) : cluster.StartNodeAsync(ClusterAdapter.Streams, options);
}
