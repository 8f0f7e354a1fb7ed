namespace Rpress.Redis.Tests.Adapter;

public sealed class RedisAdapterOptionsTests
{
    public static TheoryData<RedisAdapterOptions, string> Wrong => new()
    {
        { new() { KeyPrefix = "" }, "RedisAdapterOptions.KeyPrefix is empty" },
        { new() { RequestTimeout = TimeSpan.Zero }, "RedisAdapterOptions.RequestTimeout is 00:00:00; it has to be 1 millisecond to 1 day." },
        { new() { RequestTimeout = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) }, "it has to be 1 millisecond to 1 day." },
        { new() { MaxPublishQueueSize = 0 }, "RedisAdapterOptions.MaxPublishQueueSize is 0; it has to be 1 or more." },
        { new() { MaxReceiveQueueSize = 0 }, "RedisAdapterOptions.MaxReceiveQueueSize is 0; it has to be 1 or more." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Setting_OutOfItsRange_IsRefused(RedisAdapterOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new RpressIo().UseRedis("localhost", options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_AtTheirBounds_AreAccepted()
    {
        new RpressIo().UseRedis("localhost", new RedisAdapterOptions { RequestTimeout = TimeSpan.FromMilliseconds(1), MaxPublishQueueSize = 1, MaxReceiveQueueSize = 1 });
        new RpressIo().UseRedis("localhost", new RedisAdapterOptions { RequestTimeout = TimeSpan.FromDays(1), MaxPublishQueueSize = long.MaxValue, MaxReceiveQueueSize = long.MaxValue });
    }

    [Fact]
    public void Server_WithRecovery_IsRefused()
    {
        var io = new RpressIo(config: new SocketIoConfig { Recovery = new() });

        ArgumentException error = Assert.Throws<ArgumentException>(() => io.UseRedis("localhost"));

        Assert.StartsWith("SocketIoConfig.Recovery is set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Server_ThatHasAnAdapter_IsRefused()
    {
        var io = new RpressIo();
        Assert.NotNull(io.Of("/").Adapter);

        Assert.Throws<InvalidOperationException>(() => io.UseRedis("localhost"));
    }

    [Fact]
    public void Address_ThatIsMalformed_IsRefused() => Assert.Throws<ArgumentException>(() => new RpressIo().UseRedis("http://localhost"));
}
