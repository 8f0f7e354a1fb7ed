using Rpress.RedisKit;

namespace Rpress.Redis.Tests.RateLimiting;

public sealed class GarnetRateLimiterTests(GarnetFixture redis) : RateLimiterSpecification(redis), IClassFixture<GarnetFixture>;
