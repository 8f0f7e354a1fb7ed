using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Clients that one of our servers loses and that come back to another one, where sessions are saved as Node does it.</summary>
public sealed class StreamsOneTimeRecoveryTests(RedisServerFixture redis) : OneTimeRecoverySpecification, IClassFixture<RedisServerFixture>
{
    protected override async Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await RpressClusterNode.StartAsync(new RpressIo(config: new() { Recovery = options.Recovery }).UseRedisStreams(await redis.GetAddressAsync(), new()
        {
            KeyPrefix = options.KeyPrefix,
            StreamName = options.StreamName,
            SessionKeyPrefix = options.SessionKeyPrefix,
            RequestTimeout = options.RequestTimeout,
            SaveConnectedSessions = false,
        }));
    }

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => redis.GetTimeToLiveAsync(key);
}
