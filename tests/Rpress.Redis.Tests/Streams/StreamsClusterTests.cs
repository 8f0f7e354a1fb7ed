using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.Redis.Tests.Streams;

public sealed class StreamsClusterTests(RedisServerFixture redis) : ClusterTests(redis), IClassFixture<RedisServerFixture>
{
    protected override RpressIo CreateServer(string address, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RpressIo().UseRedisStreams(address, new()
        {
            KeyPrefix = options.KeyPrefix,
            StreamName = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
        });
    }
}
