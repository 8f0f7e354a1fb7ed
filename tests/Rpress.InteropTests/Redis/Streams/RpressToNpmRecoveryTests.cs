using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Streams;

/// <summary>Clients that are lost by a server of ours and come back to one of Node's.</summary>
public sealed class RpressToNpmRecoveryTests(MixedCluster cluster) : ClusterRecoverySpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        options is { Number: 0 } ? cluster.StartNodeAsync(ClusterAdapter.Streams, options) : cluster.StartNpmNodeAsync(ClusterAdapter.Streams, options);

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => cluster.GetTimeToLiveAsync(key);
}
