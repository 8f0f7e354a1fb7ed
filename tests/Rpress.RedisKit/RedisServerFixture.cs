namespace Rpress.RedisKit;

/// <summary>A redis-server for the tests of a class.</summary>
public sealed class RedisServerFixture : RedisFixture
{
    /// <summary>Starts nothing yet.</summary>
    public RedisServerFixture()
        : base(async () => await RedisServerProcess.StartAsync())
    {
    }
}
