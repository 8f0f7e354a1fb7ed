using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RateLimiting;

public sealed class RedisServerRateLimitScriptTests(RedisServerFixture redis) : RateLimitScriptSpecification(redis), IClassFixture<RedisServerFixture>;
