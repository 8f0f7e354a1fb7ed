using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>A <see cref="RedisRateLimiter"/> while Redis is away, or does not answer.</summary>
public sealed class RedisOutageTests
{
    // far longer than a test waits: what fails has not waited for it
    private const string LongTimeout = ",asyncTimeout=600000";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);
    private static readonly RateLimit _limit = new(100, TimeSpan.FromMinutes(1)) { Name = "test" };

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_WithoutRedis_SaysWhereItWasLookedFor()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await redis.KillAsync();

        var error = await Assert.ThrowsAsync<RedisConnectionException>(() => RedisRateLimiter.ConnectAsync(redis.Address, cancellationToken: Ended));

        Assert.Contains(redis.Address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutRedisWhereItMay_CountsOnceRedisIsThere()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await redis.KillAsync();
        await using var limiter = await RedisRateLimiter.ConnectAsync(redis.Address, new() { StartWithoutRedis = true }, Ended);
        await AssertIsAwayAsync(limiter);

        await redis.RestartAsync();

        await AssertCountsAsync(limiter);
    }

    [Fact]
    public async Task Connect_WhoseTokenFires_IsWaitedForNoLonger()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await redis.FreezeAsync();
        using var cancelled = new CancellationTokenSource();

        Task<RedisRateLimiter> connecting = RedisRateLimiter.ConnectAsync(redis.Address + ",connectTimeout=600000", cancellationToken: cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(_bound, Ended));
    }

    [Fact]
    public async Task Acquire_WhileRedisIsAway_FailsAndCountsAgainWhenItIsBack()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using var limiter = await RedisRateLimiter.ConnectAsync(redis.Address + LongTimeout, cancellationToken: Ended);
        await limiter.AcquireAsync(_limit, "a", Ended);

        await redis.KillAsync();
        await AssertIsAwayAsync(limiter);
        await AssertIsAwayAsync(limiter);
        await redis.RestartAsync();

        await AssertCountsAsync(limiter);
    }

    // such a connection keeps what it cannot send until its time-out
    [Fact]
    public async Task Acquire_OnAConnectionOfTheCallerThatIsAway_Fails()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(redis.Address + LongTimeout);
        await using var limiter = new RedisRateLimiter(connection);
        await redis.KillAsync();
        await Eventually.TrueAsync(() => !connection.IsConnected, "the connection to be lost");

        await AssertIsAwayAsync(limiter);
        await redis.RestartAsync();

        await AssertCountsAsync(limiter);
    }

    [Fact]
    public async Task Acquire_WhoseTokenFires_IsWaitedForNoLonger()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using var limiter = await RedisRateLimiter.ConnectAsync(redis.Address + LongTimeout, cancellationToken: Ended);
        await redis.FreezeAsync();
        using var cancelled = new CancellationTokenSource();

        Task<RateLimitDecision> asking = limiter.AcquireAsync(_limit, "a", cancelled.Token).AsTask();
        Assert.False(asking.IsCompleted);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(_bound, Ended));
    }

    [Fact]
    public async Task Acquire_WhoseTokenHasFired_CountsNothing()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using var limiter = await RedisRateLimiter.ConnectAsync(redis.Address, cancellationToken: Ended);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await limiter.AcquireAsync(_limit, "a", new(canceled: true)));

        Assert.Equal(99, (await limiter.AcquireAsync(_limit, "a", Ended)).Remaining);
    }

    private static async Task AssertIsAwayAsync(RedisRateLimiter limiter) =>
        await Assert.ThrowsAsync<RedisConnectionException>(() => limiter.AcquireAsync(_limit, "a", Ended).AsTask().WaitAsync(_bound, Ended));

    private static Task AssertCountsAsync(RedisRateLimiter limiter) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                return (await limiter.AcquireAsync(_limit, "b", Ended)).Remaining == 99;
            }
            catch (RedisConnectionException)
            {
                return false;
            }
        },
        "requests to be counted");
}
