using System.Diagnostics;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>What a <see cref="RedisRateLimiter"/> does on any Redis.</summary>
public abstract class RateLimiterSpecification(RedisFixture redis)
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly string _prefix = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Acquire_UpToTheLimit_PassesAndIsRefusedBeyond(int limit)
    {
        await using RedisRateLimiter limiter = await ConnectAsync();

        List<RateLimitDecision> decisions = await AcquireAsync(limiter, Limit(limit), limit + 2);

        Assert.Equal([.. Enumerable.Repeat(true, limit), false, false], decisions.Select(decision => decision.IsAllowed));
        Assert.Equal([.. Enumerable.Range(0, limit).Reverse(), 0, 0], decisions.Select(decision => decision.Remaining));
    }

    [Fact]
    public async Task Acquire_AllowedOrRefused_SaysWhenTheFirstIsForgotten()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();

        List<RateLimitDecision> decisions = await AcquireAsync(limiter, Limit(2), 4);

        Assert.All(decisions, decision => Assert.InRange(decision.ResetAfter, TimeSpan.FromSeconds(30), _minute * 1.1));
        Assert.Equal(decisions.Select(decision => decision.ResetAfter).OrderDescending(), decisions.Select(decision => decision.ResetAfter));
    }

    [Fact]
    public async Task Acquire_OfTwoLimiters_CountsTogether()
    {
        await using RedisRateLimiter one = await ConnectAsync();
        await using RedisRateLimiter other = await ConnectAsync();

        bool[] allowed =
        [
            (await one.AcquireAsync(Limit(2), "a", Ended)).IsAllowed,
            (await other.AcquireAsync(Limit(2), "a", Ended)).IsAllowed,
            (await one.AcquireAsync(Limit(2), "a", Ended)).IsAllowed,
            (await other.AcquireAsync(Limit(2), "a", Ended)).IsAllowed,
        ];

        Assert.Equal([true, true, false, false], allowed);
    }

    [Fact]
    public async Task Acquire_ManyAtOnce_LetsExactlyTheLimitPass()
    {
        await using RedisRateLimiter one = await ConnectAsync();
        await using RedisRateLimiter other = await ConnectAsync();

        RateLimitDecision[] decisions = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).AcquireAsync(Limit(50), "a", Ended).AsTask())));

        RateLimitDecision[] allowed = [.. decisions.Where(decision => decision.IsAllowed)];
        Assert.Equal(Enumerable.Range(0, 50), allowed.Select(decision => decision.Remaining).Order());
    }

    // asked without a pause, so that the passes lie as close together as the limiter lets them
    [Fact]
    public async Task Acquire_WithoutAPause_LetsNoWindowPassMoreThanTheLimit()
    {
        const int Limited = 4;
        var window = TimeSpan.FromMilliseconds(200);
        var clocks = TimeSpan.FromMilliseconds(5); // Redis' may run apart from that of this process
        await using RedisRateLimiter limiter = await ConnectAsync();
        var passes = new List<(long Before, long After)>();

        await Eventually.TrueAsync(
            async () =>
            {
                long before = Stopwatch.GetTimestamp();
                while ((await limiter.AcquireAsync(Limit(Limited, window), "a", Ended)).IsAllowed)
                {
                    passes.Add((before, Stopwatch.GetTimestamp()));
                    before = Stopwatch.GetTimestamp();
                }

                return passes.Count > 4 * Limited;
            },
            "requests to pass window after window");

        Assert.All(
            Enumerable.Range(0, passes.Count - Limited),
            i => Assert.InRange(Stopwatch.GetElapsedTime(passes[i].Before, passes[i + Limited].After), window - clocks, TimeSpan.MaxValue));
    }

    [Fact]
    public async Task Counts_OfOtherLimitsAndKeys_AreApart()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();
        await using var otherPrefix = await RedisRateLimiter.ConnectAsync(await redis.GetAddressAsync(), new() { KeyPrefix = _prefix + "2" }, Ended);
        await limiter.AcquireAsync(Limit(1), "a", Ended);

        RateLimitDecision[] others =
        [
            await limiter.AcquireAsync(Limit(1), "b", Ended),
            await limiter.AcquireAsync(new RateLimit(1, _minute) { Name = "other" }, "a", Ended),
            await limiter.AcquireAsync(Limit(1, _minute + TimeSpan.FromTicks(1)), "a", Ended),
            await otherPrefix.AcquireAsync(Limit(1), "a", Ended),
        ];

        Assert.All(others, decision => Assert.True(decision.IsAllowed));
        Assert.False((await limiter.AcquireAsync(Limit(1), "a", Ended)).IsAllowed);
    }

    [Fact]
    public async Task Limit_Changed_HoldsForWhatIsCounted()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();
        await AcquireAsync(limiter, Limit(4), 4);

        RateLimitDecision raised = await limiter.AcquireAsync(Limit(6), "a", Ended);
        RateLimitDecision lowered = await limiter.AcquireAsync(Limit(2), "a", Ended);

        Assert.Equal((true, 1), (raised.IsAllowed, raised.Remaining));
        Assert.Equal((false, 0), (lowered.IsAllowed, lowered.Remaining));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b\r\n")]
    [InlineData("{}")]
    [InlineData("{a}b}")]
    [InlineData("🦋")]
    [InlineData("*:?'\"]])--\\\0")]
    [InlineData("256")]
    public async Task Key_OfAnyText_IsCounted(string key)
    {
        string text = key == "256" ? new string('k', 256) : key;
        await using RedisRateLimiter limiter = await ConnectAsync();

        bool first = (await limiter.AcquireAsync(Limit(1), text, Ended)).IsAllowed;
        bool second = (await limiter.AcquireAsync(Limit(1), text, Ended)).IsAllowed;
        bool other = (await limiter.AcquireAsync(Limit(1), text + " ", Ended)).IsAllowed;

        Assert.Equal((true, false, true), (first, second, other));
    }

    [Fact]
    public async Task Key_InRedis_IsKeptForTheWindowAndATenth()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());

        await AcquireAsync(limiter, Limit(2), 3);

        TimeSpan? left = await connection.GetDatabase().KeyTimeToLiveAsync($"{_prefix}:test:60:a");
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(30), _minute * 1.1);
    }

    [Fact]
    public async Task Key_OfAClientThatHasGone_IsRemovedFromRedis()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());

        await limiter.AcquireAsync(Limit(1, TimeSpan.FromMilliseconds(300)), "a", Ended);

        await Eventually.TrueAsync(async () => !await connection.GetDatabase().KeyExistsAsync($"{_prefix}:test:0.3:a"), "the key to expire");
    }

    // as when an operator has emptied Redis' cache of scripts, or another server has taken the place of the one that is gone
    [Fact]
    public async Task Script_ForgottenByRedis_IsSentAgain()
    {
        await using RedisRateLimiter limiter = await ConnectAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        await limiter.AcquireAsync(Limit(2), "a", Ended);

        await connection.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");

        Assert.Equal(0, (await limiter.AcquireAsync(Limit(2), "a", Ended)).Remaining);
    }

    [Fact]
    public async Task Connection_OfTheCaller_IsNotDisposed()
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        var limiter = new RedisRateLimiter(connection, new() { KeyPrefix = _prefix });
        await limiter.AcquireAsync(Limit(1), "a", Ended);

        await limiter.DisposeAsync();

        Assert.True(connection.IsConnected);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await limiter.AcquireAsync(Limit(1), "a", Ended));
    }

    [Fact]
    public async Task Address_AsUrl_NamesTheDatabase()
    {
        await using var limiter = await RedisRateLimiter.ConnectAsync($"redis://{await redis.GetAddressAsync()}/1", new() { KeyPrefix = _prefix }, Ended);
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());

        await limiter.AcquireAsync(Limit(1), "a", Ended);

        Assert.True(await connection.GetDatabase(1).KeyExistsAsync($"{_prefix}:test:60:a"));
        Assert.False(await connection.GetDatabase(0).KeyExistsAsync($"{_prefix}:test:60:a"));
    }

    private static RateLimit Limit(int limit, TimeSpan? window = null) => new(limit, window ?? _minute) { Name = "test" };

    private static async Task<List<RateLimitDecision>> AcquireAsync(RedisRateLimiter limiter, RateLimit limit, int count)
    {
        var decisions = new List<RateLimitDecision>();
        for (int i = 0; i < count; i++)
        {
            decisions.Add(await limiter.AcquireAsync(limit, "a", Ended));
        }

        return decisions;
    }

    private async Task<RedisRateLimiter> ConnectAsync() => await RedisRateLimiter.ConnectAsync(await redis.GetAddressAsync(), new() { KeyPrefix = _prefix }, Ended);
}
