using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Streams;

/// <summary>Node's servers alone, with a stream.</summary>
public sealed class NpmStreamsClusterTests(MixedCluster cluster) : ClusterSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) => cluster.StartNpmNodeAsync(ClusterAdapter.Streams, options);
}
