using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Clients that one of our servers loses and that come back to another one.</summary>
public sealed class StreamsSeamlessRecoveryTests(RedisServerFixture redis) : SeamlessRecoverySpecification, IClassFixture<RedisServerFixture>
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
        }));
    }

    protected override Task<TimeSpan?> GetTimeToLiveAsync(string key) => redis.GetTimeToLiveAsync(key);
}
