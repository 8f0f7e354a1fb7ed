using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>The script by a clock of the test's, on any Redis: exact to the microsecond.</summary>
public abstract class RateLimitScriptSpecification(RedisFixture redis) : IAsyncLifetime
{
    private const int KeptSegments = 11;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _segment = _minute / 10;
    private static readonly TimeSpan _moment = TimeSpan.FromMicroseconds(1);

    private ConnectionMultiplexer? _connection;
    private ScriptedTime? _script;

    private ScriptedTime Script => _script!;

    public async ValueTask InitializeAsync()
    {
        _connection = await ConnectionMultiplexer.ConnectAsync(await redis.GetAddressAsync());
        _script = new(_connection.GetDatabase(), $"test-{Guid.NewGuid():N}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    // the two count alike, whatever the times of arrival: gaps of nothing, of moments, about a segment, about a window
    [Theory]
    [InlineData(1, 3, 10)]
    [InlineData(2, 1, 60)]
    [InlineData(3, 12, 60)]
    [InlineData(4, 7, 86_400)]
    public async Task Script_AtAnyTimes_DecidesAsTheLimiterInMemory(int seed, int limited, int seconds)
    {
        var random = new Random(seed);
        var limit = new RateLimit(limited, TimeSpan.FromSeconds(seconds)) { Name = "test" };
        var clock = new TestClock();
        var memory = new InMemoryRateLimiter(1, clock);
        for (int i = 0; i < 500; i++)
        {
            RateLimitDecision decision = await Script.AcquireAsync(limit);

            Assert.Equal(memory.Acquire(limit, "a"), decision);
            Assert.InRange(await Script.CountSegmentsAsync(), 1, KeptSegments);
            TimeSpan gap = GapOf(random, limit);
            clock.Advance(gap);
            Script.Now += gap;
        }
    }

    [Fact]
    public async Task Count_OfARequest_IsForgottenWithItsSegment()
    {
        var limit = new RateLimit(1, _minute);
        await Script.AcquireAsync(limit);

        Script.Now += (_segment * KeptSegments) - _moment;
        RateLimitDecision last = await Script.AcquireAsync(limit);
        Script.Now += _moment;

        Assert.Equal((false, _moment), (last.IsAllowed, last.ResetAfter));
        Assert.True((await Script.AcquireAsync(limit)).IsAllowed);
    }

    [Fact]
    public async Task Refused_Requests_AreNotCounted()
    {
        var limit = new RateLimit(1, _minute);
        await Script.AcquireAsync(limit);
        Script.Now += _segment * 9;
        await Script.AcquireAllowedAsync(limit, 5);

        Script.Now += _segment * 2;

        Assert.True((await Script.AcquireAsync(limit)).IsAllowed);
    }

    // with the limit lowered, more than one segment has to go
    [Fact]
    public async Task ResetAfter_WithMoreCountedThanTheLimit_IsWhenTheNextPasses()
    {
        await Script.AcquireAsync(new RateLimit(3, _minute));
        Script.Now += _segment;
        await Script.AcquireAllowedAsync(new RateLimit(3, _minute), 2);

        RateLimitDecision lowered = await Script.AcquireAsync(new RateLimit(2, _minute));
        Script.Now += lowered.ResetAfter - _moment;
        bool isEarly = (await Script.AcquireAsync(new RateLimit(2, _minute))).IsAllowed;
        Script.Now += _moment;

        Assert.False(isEarly);
        Assert.True((await Script.AcquireAsync(new RateLimit(2, _minute))).IsAllowed);
    }

    [Fact]
    public async Task Key_WithANewSegment_LivesUntilItIsForgotten()
    {
        var limit = new RateLimit(3, _minute);
        await Script.AcquireAsync(limit);
        Script.Now += _segment * 5.5;

        await Script.AcquireAsync(limit);

        TimeSpan end = _segment * 10.5;
        Assert.InRange((await Script.GetTimeToLiveAsync())!.Value, end - TimeSpan.FromSeconds(15), end);
    }

    [Fact]
    public async Task Clock_ThatGoesBack_FreesNothing()
    {
        var limit = new RateLimit(2, _minute);
        await Script.AcquireAllowedAsync(limit, 2);

        Script.Now -= _segment * 3;
        int allowedBack = await Script.AcquireAllowedAsync(limit, 1);
        Script.Now += _segment * (3 + KeptSegments - 1);
        int allowedForth = await Script.AcquireAllowedAsync(limit, 1);
        Script.Now += _segment;

        Assert.Equal((0, 0), (allowedBack, allowedForth));
        Assert.Equal(2, await Script.AcquireAllowedAsync(limit, 3));
    }

    // what is counted while the clock is back is not forgotten when it has caught up
    [Fact]
    public async Task Request_WhileTheClockIsBack_CountsForAWholeWindow()
    {
        var limit = new RateLimit(2, _minute);
        await Script.AcquireAsync(limit);

        Script.Now -= _segment * 3;
        await Script.AcquireAsync(limit);
        Script.Now += _segment * (KeptSegments - 1);

        Assert.Equal(0, await Script.AcquireAllowedAsync(limit, 1));
        Assert.Equal(1, await Script.CountSegmentsAsync());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(600)]
    [InlineData(5_000_000)]
    public async Task Clock_ThatGoesFarBack_KeepsNobodyOutForLongerThanAWindow(int segments)
    {
        var limit = new RateLimit(2, _minute);
        await Script.AcquireAllowedAsync(limit, 2);

        Script.Now -= _segment * segments;
        int allowedBack = await Script.AcquireAllowedAsync(limit, 1);
        TimeSpan? left = await Script.GetTimeToLiveAsync();
        Script.Now += _segment * KeptSegments;

        Assert.Equal(0, allowedBack);
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(30), _segment * KeptSegments);
        Assert.Equal(2, await Script.AcquireAllowedAsync(limit, 3));
    }

    private static TimeSpan GapOf(Random random, RateLimit limit)
    {
        long segment = RateLimitScript.SegmentOf(limit.Window);
        long gap = random.Next(6) switch
        {
            0 => 0,
            1 => random.NextInt64(0, 3),
            2 => segment + random.NextInt64(-2, 3),
            3 => random.NextInt64(0, 2 * 10 * segment / limit.Limit),
            4 => (10 * segment) + random.NextInt64(-2, 3),
            _ => random.NextInt64(10 * segment, 12 * segment),
        };
        return TimeSpan.FromMicroseconds(gap);
    }
}
