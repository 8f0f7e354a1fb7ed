using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Clients that one of our servers loses and that come back to another one, where sessions are saved as Node does it.</summary>
public sealed class StreamsOneTimeRecoveryTests(RedisServerFixture redis) : OneTimeRecoverySpecification, IClassFixture<RedisServerFixture>
{
    protected override async Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options) =>
        await StreamsNode.StartAsync(await redis.GetAddressAsync(), options, savesConnectedSessions: false);

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => redis.GetTimeToLiveAsync(key);
}
