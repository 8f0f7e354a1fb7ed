using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RateLimiting;

public sealed class RedisServerRateLimiterTests(RedisServerFixture redis) : RateLimiterSpecification(redis), IClassFixture<RedisServerFixture>;
