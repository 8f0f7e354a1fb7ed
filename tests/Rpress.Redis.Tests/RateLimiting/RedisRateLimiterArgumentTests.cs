using StackExchange.Redis;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>What a <see cref="RedisRateLimiter"/> refuses, without a Redis.</summary>
public sealed class RedisRateLimiterArgumentTests
{
    // connects to nothing
    private const string Nowhere = "127.0.0.1:1,connectRetry=0,connectTimeout=50";

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Options_WithoutAKeyPrefix_AreRefusedByName(string? prefix)
    {
        var options = new RedisRateLimiterOptions { KeyPrefix = prefix! };
        await using ConnectionMultiplexer connection = await ConnectNowhereAsync();

        var connecting = await Assert.ThrowsAsync<ArgumentException>(() => RedisRateLimiter.ConnectAsync("localhost", options, Ended));
        var making = Assert.Throws<ArgumentException>(() => new RedisRateLimiter(connection, options));

        Assert.Contains("RedisRateLimiterOptions.KeyPrefix", connecting.Message, StringComparison.Ordinal);
        Assert.Equal(connecting.Message, making.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://localhost")]
    [InlineData("localhost,channelPrefix=a")]
    public async Task Address_Malformed_IsRefused(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() => RedisRateLimiter.ConnectAsync(address, cancellationToken: Ended));

    [Fact]
    public void Connection_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => new RedisRateLimiter(null!));

    [Theory]
    [InlineData(null, 1, 1000, "RateLimit.Name")]
    [InlineData("", 1, 1000, "RateLimit.Name")]
    [InlineData("test", 0, 1000, "RateLimit.Limit")]
    [InlineData("test", 1, 0, "RateLimit.Window")]
    [InlineData("test", 1, 9, "RateLimit.Window")]
    [InlineData("test", 1, 86_400_001, "RateLimit.Window")]
    public async Task Limit_OutOfItsRange_IsRefusedByName(string? name, int limit, int milliseconds, string expected)
    {
        await using ConnectionMultiplexer connection = await ConnectNowhereAsync();
        await using var limiter = new RedisRateLimiter(connection);
        var wrong = new RateLimit(limit, TimeSpan.FromMilliseconds(milliseconds)) { Name = name };

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await limiter.AcquireAsync(wrong, "a", Ended));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_WithoutALimitOrKey_IsRefused()
    {
        await using ConnectionMultiplexer connection = await ConnectNowhereAsync();
        await using var limiter = new RedisRateLimiter(connection);

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await limiter.AcquireAsync(null!, "a", Ended));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await limiter.AcquireAsync(new() { Name = "test" }, null!, Ended));
    }

    private static Task<ConnectionMultiplexer> ConnectNowhereAsync() => ConnectionMultiplexer.ConnectAsync(Nowhere + ",abortConnect=false");
}
