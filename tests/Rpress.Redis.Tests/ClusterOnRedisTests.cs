using Rpress.RedisKit;

namespace Rpress.Redis.Tests;

public sealed class ClusterOnRedisTests(RedisServerFixture redis) : ClusterTests(redis), IClassFixture<RedisServerFixture>;
