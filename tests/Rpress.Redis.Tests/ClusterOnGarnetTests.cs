using Rpress.RedisKit;

namespace Rpress.Redis.Tests;

public sealed class ClusterOnGarnetTests(GarnetFixture redis) : ClusterTests(redis), IClassFixture<GarnetFixture>;
