using Rpress.RedisKit;

namespace Rpress.Redis.Tests;

public sealed class RedisAdapterOnGarnetTests(GarnetFixture redis) : RedisAdapterTests(redis), IClassFixture<GarnetFixture>;
