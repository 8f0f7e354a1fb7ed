namespace Rpress.Redis.Tests.Streams;

public sealed class StreamsAdapterOptionsTests
{
    public static TheoryData<RedisStreamsAdapterOptions, string> Wrong => new()
    {
        { new() { KeyPrefix = "" }, "RedisStreamsAdapterOptions.KeyPrefix is empty" },
        { new() { StreamName = "" }, "RedisStreamsAdapterOptions.StreamName is empty" },
        { new() { SessionKeyPrefix = "" }, "RedisStreamsAdapterOptions.SessionKeyPrefix is empty" },
        { new() { StreamCount = 0 }, "RedisStreamsAdapterOptions.StreamCount is 0; it has to be 1 to 1024." },
        { new() { StreamCount = 1025 }, "RedisStreamsAdapterOptions.StreamCount is 1025" },
        { new() { MaxStreamLength = 0 }, "RedisStreamsAdapterOptions.MaxStreamLength is 0; it has to be 1 or more." },
        { new() { ReadCount = 0 }, "RedisStreamsAdapterOptions.ReadCount is 0; it has to be 1 or more." },
        { new() { BlockTime = TimeSpan.Zero }, "RedisStreamsAdapterOptions.BlockTime is 00:00:00" },
        { new() { BlockTime = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) }, "it has to be 1 millisecond to 1 day." },
        { new() { RequestTimeout = TimeSpan.Zero }, "RedisStreamsAdapterOptions.RequestTimeout is 00:00:00" },
        { new() { MaxPublishQueueSize = 0 }, "RedisStreamsAdapterOptions.MaxPublishQueueSize is 0" },
        { new() { MaxReceiveQueueSize = 0 }, "RedisStreamsAdapterOptions.MaxReceiveQueueSize is 0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Setting_OutOfItsRange_IsRefused(RedisStreamsAdapterOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new RpressIo().UseRedisStreams("localhost", options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_AtTheirBounds_AreAccepted()
    {
        new RpressIo().UseRedisStreams("localhost", new() { StreamCount = 1, MaxStreamLength = 1, ReadCount = 1, BlockTime = TimeSpan.FromMilliseconds(1) });
        new RpressIo().UseRedisStreams("localhost", new() { StreamCount = 1024, MaxStreamLength = int.MaxValue, ReadCount = int.MaxValue, BlockTime = TimeSpan.FromDays(1) });
    }

    [Fact]
    public void Address_ThatIsMalformed_IsRefused() => Assert.Throws<ArgumentException>(() => new RpressIo().UseRedisStreams("http://localhost"));

    [Fact]
    public void Configuration_OfTheCaller_IsLeftAsItIs()
    {
        var configuration = new StackExchange.Redis.ConfigurationOptions { EndPoints = { "localhost" }, AbortOnConnectFail = true };

        Assert.NotNull(RedisStreamsAdapter.Create(configuration));

        Assert.True(configuration.AbortOnConnectFail);
    }
}
