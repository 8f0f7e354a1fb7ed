using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Servers of ours as the specifications of recovery have them.</summary>
internal static class StreamsNode
{
    public static async Task<IClusterNode> StartAsync(string address, ClusterNodeOptions options, bool savesConnectedSessions) =>
        await RpressClusterNode.StartAsync(new RpressIo(config: new() { Recovery = options.Recovery }).UseRedisStreams(address, new()
        {
            KeyPrefix = options.KeyPrefix,
            StreamName = options.StreamName,
            SessionKeyPrefix = options.SessionKeyPrefix,
            RequestTimeout = options.RequestTimeout,
            SaveConnectedSessions = savesConnectedSessions,
        }));
}
