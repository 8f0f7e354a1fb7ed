namespace Rpress.Redis.Tests.Sharded;

public sealed class ShardedAdapterOptionsTests
{
    public static TheoryData<RedisShardedAdapterOptions, string> Wrong => new()
    {
        { new() { KeyPrefix = "" }, "RedisShardedAdapterOptions.KeyPrefix is empty" },
        { new() { RequestTimeout = TimeSpan.Zero }, "RedisShardedAdapterOptions.RequestTimeout is 00:00:00" },
        { new() { SubscriptionMode = (RedisSubscriptionMode)3 }, "RedisShardedAdapterOptions.SubscriptionMode is 3, which there is not." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Setting_OutOfItsRange_IsRefused(RedisShardedAdapterOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new RpressIo().UseRedisSharded("localhost", options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Server_WithRecovery_IsRefused()
    {
        var io = new RpressIo(config: new SocketIoConfig { Recovery = new() });

        Assert.Contains("UseRedisStreams", Assert.Throws<ArgumentException>(() => io.UseRedisSharded("localhost")).Message, StringComparison.Ordinal);
    }
}
