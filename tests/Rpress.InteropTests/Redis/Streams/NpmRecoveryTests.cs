using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis.Streams;

/// <summary>Clients that are lost by a server of Node's and come back to another one.</summary>
public sealed class NpmRecoveryTests(MixedCluster cluster) : OneTimeRecoverySpecification, IClassFixture<MixedCluster>
{
    protected override Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) => cluster.StartNpmNodeAsync(ClusterAdapter.Streams, options);

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => cluster.GetTimeToLiveAsync(key);
}
