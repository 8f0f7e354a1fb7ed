using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Streams;

/// <summary>Clients that are lost by a server of Node's and come back to one of ours.</summary>
public sealed class NpmToRpressRecoveryTests(MixedCluster cluster) : ClusterRecoverySpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 0 } ? cluster.StartNpmNodeAsync(ClusterAdapter.Streams, options) : cluster.StartNodeAsync(ClusterAdapter.Streams, options);

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => cluster.GetTimeToLiveAsync(key);
}
