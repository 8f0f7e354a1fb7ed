using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.RateLimiting;

/// <summary>Whatever the times of arrival: no span as long as the window lets through more than the limit, and permits come back at most a tenth late.</summary>
public sealed class SlidingWindowPropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(20261122, 7);

    [Fact]
    public void Acquire_AtAnyTimes_NeverLetsMoreThroughInAnyWindow() => Prop.ForAll(Arb.From(Cases()), example =>
    {
        long[] passed = [.. Run(example).Where(arrival => arrival.Decision.IsAllowed).Select(arrival => arrival.Time)];

        return Enumerable.Range(0, Math.Max(0, passed.Length - example.Limit)).All(i => passed[i + example.Limit] - passed[i] > example.Window);
    }).Check(_config);

    [Fact]
    public void Acquire_AtAnyTimes_RefusesOnlyWhatTheLastWindowAndATenthHaveUsedUp() => Prop.ForAll(Arb.From(Cases()), example =>
    {
        List<(long Time, RateLimitDecision Decision)> arrivals = Run(example);
        long kept = 11 * ((example.Window + 9) / 10);

        return arrivals.Where(arrival => !arrival.Decision.IsAllowed).All(refused =>
            arrivals.Count(other => other.Decision.IsAllowed && other.Time <= refused.Time && other.Time > refused.Time - kept) >= example.Limit);
    }).Check(_config);

    [Fact]
    public void Acquire_AfterAnyTimes_TellsWhatRemainsAndWhenTheNextMayPass() => Prop.ForAll(Arb.From(Cases()), example =>
    {
        var clock = new FakeTimeProvider();
        var limiter = new InMemoryRateLimiter(1, clock);
        RateLimit limit = LimitOf(example);
        Run(example, limiter, clock);
        int remaining = limiter.Acquire(limit, "a").Remaining;
        int passed = Enumerable.Range(0, example.Limit + 1).TakeWhile(_ => limiter.Acquire(limit, "a").IsAllowed).Count();

        clock.Advance(limiter.Acquire(limit, "a").ResetAfter - TimeSpan.FromTicks(1));
        bool isEarly = limiter.Acquire(limit, "a").IsAllowed;
        clock.Advance(TimeSpan.FromTicks(1));

        return passed == remaining && !isEarly && limiter.Acquire(limit, "a").IsAllowed;
    }).Check(_config);

    // gaps of nothing, of moments, about a segment and about a window
    private static Gen<(int Limit, long Window, long[] Gaps)> Cases() =>
        from limit in Gen.Choose(1, 12)
        from window in Gen.OneOf(Gen.Choose(100_000, 100_020), Gen.Choose(100_000, 600_000_000))
        let segment = (window + 9) / 10
        let gap = Gen.OneOf(
            Gen.Constant(0),
            Gen.Choose(0, 3),
            Gen.Choose(segment - 2, segment + 2),
            Gen.Choose(0, window / limit * 2),
            Gen.Choose(window - 2, window + 2),
            Gen.Choose(window, window + (2 * segment)))
        from gaps in Gen.Choose(1, 120).SelectMany(length => gap.ArrayOf(length))
        select (limit, (long)window, gaps.Select(ticks => (long)ticks).ToArray());

    private static RateLimit LimitOf((int Limit, long Window, long[] Gaps) example) => new(example.Limit, TimeSpan.FromTicks(example.Window)) { Name = "default" };

    private static List<(long Time, RateLimitDecision Decision)> Run((int Limit, long Window, long[] Gaps) example)
    {
        var clock = new FakeTimeProvider();
        return Run(example, new InMemoryRateLimiter(1, clock), clock);
    }

    private static List<(long Time, RateLimitDecision Decision)> Run(
        (int Limit, long Window, long[] Gaps) example, InMemoryRateLimiter limiter, FakeTimeProvider clock)
    {
        RateLimit limit = LimitOf(example);
        var arrivals = new List<(long, RateLimitDecision)>();
        long time = 0;
        foreach (long gap in example.Gaps)
        {
            clock.Advance(TimeSpan.FromTicks(gap));
            time += gap;
            arrivals.Add((time, limiter.Acquire(limit, "a")));
        }

        return arrivals;
    }
}
