namespace Rpress.RedisKit;

/// <summary>A Redis Cluster for the tests of a class.</summary>
public sealed class RedisClusterFixture : RedisFixture
{
    /// <summary>Starts nothing yet.</summary>
    public RedisClusterFixture()
        : base(async () => await RedisCluster.StartAsync())
    {
    }
}
