using Rpress.RedisKit;

namespace Rpress.Redis.Tests;

public abstract class RedisAdapterTests(RedisFixture redis) : ClusterAdapterTests(redis)
{
    protected override RpressIo CreateServer(string address) => new RpressIo().UseRedis(address, new() { KeyPrefix = KeyPrefix });
}
