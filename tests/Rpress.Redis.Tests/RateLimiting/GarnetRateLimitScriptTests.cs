using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RateLimiting;

public sealed class GarnetRateLimitScriptTests(GarnetFixture redis) : RateLimitScriptSpecification(redis), IClassFixture<GarnetFixture>;
