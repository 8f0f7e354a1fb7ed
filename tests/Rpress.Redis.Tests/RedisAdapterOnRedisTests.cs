using Rpress.RedisKit;

namespace Rpress.Redis.Tests;

public sealed class RedisAdapterOnRedisTests(RedisServerFixture redis) : RedisAdapterTests(redis), IClassFixture<RedisServerFixture>;
