using Rpress.RedisKit;

namespace Rpress.Redis.Tests.Streams;

public sealed class StreamsAdapterTests(RedisServerFixture redis) : ClusterAdapterTests(redis), IClassFixture<RedisServerFixture>
{
    protected override RpressIo CreateServer(string address) =>
        new RpressIo().UseRedisStreams(address, new() { KeyPrefix = KeyPrefix, StreamName = KeyPrefix, SessionKeyPrefix = KeyPrefix });
}
