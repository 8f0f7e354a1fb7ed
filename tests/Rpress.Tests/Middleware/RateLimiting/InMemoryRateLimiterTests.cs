using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class InMemoryRateLimiterTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Acquire_BelowAtAndAboveTheLimit_CountsDown()
    {
        InMemoryRateLimiter limiter = Limiter();
        RateLimit limit = Limit(3);

        Assert.Equal([(true, 2), (true, 1), (true, 0), (false, 0), (false, 0)], Enumerable.Range(0, 5).Select(_ => Facts(limiter.Acquire(limit, "a"))));
    }

    // 10 s in segments of 1 s: what is counted at 0.5 s is forgotten at 11 s
    [Fact]
    public void Acquire_Refused_NamesTheVeryTimeOfTheNextPermit()
    {
        InMemoryRateLimiter limiter = Limiter();
        RateLimit limit = Limit(1, window: 10);
        limiter.Acquire(limit, "a");
        _clock.Advance(TimeSpan.FromSeconds(0.5));

        TimeSpan wait = limiter.Acquire(limit, "a").ResetAfter;
        _clock.Advance(wait - TimeSpan.FromTicks(1));
        bool isAllowedBefore = limiter.Acquire(limit, "a").IsAllowed;
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(TimeSpan.FromSeconds(10.5), wait);
        Assert.False(isAllowedBefore);
        Assert.True(limiter.Acquire(limit, "a").IsAllowed);
    }

    [Fact]
    public void Acquire_ByOtherKeyOrName_IsCountedApart()
    {
        InMemoryRateLimiter limiter = Limiter();
        RateLimit limit = Limit(1);
        limiter.Acquire(limit, "a");

        Assert.True(limiter.Acquire(limit, "b").IsAllowed);
        Assert.True(limiter.Acquire(Limit(1, name: "other"), "a").IsAllowed);
        Assert.False(limiter.Acquire(Limit(1), "a").IsAllowed);
        Assert.Equal(3, limiter.KeyCount);
    }

    [Fact]
    public void Acquire_BeyondMaxKeys_SharesOneWindow()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 2);
        RateLimit limit = Limit(2);

        Assert.Equal([(true, 1), (true, 1), (true, 1), (true, 0), (false, 0)], "abcde".Select(key => Facts(limiter.Acquire(limit, $"{key}"))));
        Assert.Equal((true, 0), Facts(limiter.Acquire(limit, "a")));
        Assert.Equal(2, limiter.KeyCount);
    }

    [Fact]
    public void Acquire_OnceOthersAreIdle_CountsANewKeyByItselfAgain()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 2);
        RateLimit limit = Limit(1, window: 10);
        Assert.Equal([true, true, true, false], "abcd".Select(key => limiter.Acquire(limit, $"{key}").IsAllowed));

        _clock.Advance(TimeSpan.FromSeconds(11) - TimeSpan.FromTicks(1));
        Assert.False(limiter.Acquire(limit, "d").IsAllowed);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal([true, true], "cd".Select(key => limiter.Acquire(limit, $"{key}").IsAllowed));
        Assert.Equal(2, limiter.KeyCount);
    }

    // one client that sends as many account names as it likes must not make all visitors one
    [Fact]
    public void Acquire_WhileTheKeysOfAnotherLimitAreUsedUp_StillCountsEachKeyByItself()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 2);
        RateLimit limit = Limit(1);
        Acquire(limiter, Limit(1, name: "login"), 10, "account");

        Assert.Equal([true, true, false, false], "abab".Select(key => limiter.Acquire(limit, $"{key}").IsAllowed));
        Assert.Equal(4, limiter.KeyCount);
    }

    [Theory]
    [InlineData(9_999, 10_000)]
    [InlineData(10_000, 9_993)]
    public void Acquire_OfANewKey_RemovesIdleOnesFrom10000KeysOn(int idle, int expected)
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 16_000);
        Acquire(limiter, Limit(1), idle, "idle");
        _clock.Advance(TimeSpan.FromMinutes(2));

        limiter.Acquire(Limit(1), "new");

        Assert.Equal(expected, limiter.KeyCount);
    }

    [Fact]
    public void Acquire_OfAKeyInUse_NeverLosesItsCount()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 100);
        RateLimit limit = Limit(2, window: 10);
        limiter.Acquire(limit, "in use");
        Acquire(limiter, limit, 99, "idle");
        _clock.Advance(TimeSpan.FromSeconds(8));
        limiter.Acquire(limit, "in use");
        _clock.Advance(TimeSpan.FromSeconds(4));

        // the first of them look at it and at all of the idle ones
        Acquire(limiter, limit, 99, "new");

        Assert.Equal((true, 0), Facts(limiter.Acquire(limit, "in use")));
        Assert.InRange(limiter.KeyCount, 100 - 8, 100);
    }

    // a clock of the application's may do so: what it counted must not be forgotten on the way forth
    [Fact]
    public void Acquire_WithAClockThatGoesBack_GivesNoMorePermits()
    {
        var clock = new ReversibleClock();
        var limiter = new InMemoryRateLimiter(100, clock);
        RateLimit limit = Limit(1, window: 10);
        var allowed = new List<bool>();
        foreach (int second in (int[])[0, 20, 5, -500, 20, 30, 31])
        {
            clock.Now = TimeSpan.FromSeconds(second);
            allowed.Add(limiter.Acquire(limit, "a").IsAllowed);
        }

        Assert.Equal([true, true, false, false, false, false, true], allowed);
    }

    private static RateLimit Limit(int limit, int window = 60, string name = "default") => new(limit, TimeSpan.FromSeconds(window)) { Name = name };

    private static (bool IsAllowed, int Remaining) Facts(RateLimitDecision decision) => (decision.IsAllowed, decision.Remaining);

    private static void Acquire(InMemoryRateLimiter limiter, RateLimit limit, int keys, string prefix)
    {
        for (int i = 0; i < keys; i++)
        {
            limiter.Acquire(limit, $"{prefix}{i}");
        }
    }

    private InMemoryRateLimiter Limiter(int maxKeys = 100_000) => new(maxKeys, _clock);

    private sealed class ReversibleClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
