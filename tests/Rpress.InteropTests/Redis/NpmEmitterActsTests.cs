using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>Node's emitter, with servers of ours and of Node's.</summary>
public sealed class NpmEmitterActsTests(MixedCluster cluster) : ClusterSourceSpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 1 } ? cluster.StartNpmNodeAsync(ClusterAdapter.Classic, options) : cluster.StartNodeAsync(ClusterAdapter.Classic, options);

    protected override Task<IClusterSource> CreateSourceAsync(string keyPrefix) => cluster.StartNpmEmitterAsync(keyPrefix);
}
