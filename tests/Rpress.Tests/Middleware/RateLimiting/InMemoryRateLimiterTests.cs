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
    public void Acquire_BeyondMaxKeys_SharesOneWindowOfEachLimit()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 2);
        RateLimit limit = Limit(2);

        Assert.Equal([(true, 1), (true, 1), (true, 1), (true, 0), (false, 0)], "abcde".Select(key => Facts(limiter.Acquire(limit, $"{key}"))));
        Assert.Equal((true, 1), Facts(limiter.Acquire(Limit(2, name: "other"), "c")));
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

    // a limit with a long window must not keep the idle keys of others in the table
    [Fact]
    public void Acquire_AmongKeysOfALongWindow_RemovesTheIdleOnesOfAShortOne()
    {
        InMemoryRateLimiter limiter = Limiter(maxKeys: 100);
        Acquire(limiter, Limit(1, window: 3600, name: "long"), 50, "long");
        Acquire(limiter, Limit(1, window: 1), 50, "short");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Acquire(limiter, Limit(1, window: 1), 50, "new");

        Assert.InRange(limiter.KeyCount, 51, 100);
        Assert.False(limiter.Acquire(Limit(1, window: 1), "new49").IsAllowed);
        Assert.True(limiter.Acquire(Limit(1, window: 1), "one more").IsAllowed);
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
        InMemoryRateLimiter limiter = Limiter();
        RateLimit limit = Limit(1, window: 3600);
        limiter.Acquire(limit, "in use");

        for (int second = 0; second < 20; second++)
        {
            Acquire(limiter, Limit(1, window: 1, name: "short"), 5_000, $"{second}:");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(limiter.Acquire(limit, "in use").IsAllowed);
        Assert.InRange(limiter.KeyCount, 5_000, 20_000);
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
}
