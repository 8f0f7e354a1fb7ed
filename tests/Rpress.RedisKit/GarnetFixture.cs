namespace Rpress.RedisKit;

/// <summary>A Garnet for the tests of a class.</summary>
public sealed class GarnetFixture : RedisFixture
{
    /// <summary>Starts nothing yet.</summary>
    public GarnetFixture()
        : base(() => Task.FromResult<ITestRedis>(GarnetRedis.Start()))
    {
    }
}
