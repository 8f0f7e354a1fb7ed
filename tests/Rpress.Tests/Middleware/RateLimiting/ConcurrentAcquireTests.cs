using System.Collections.Concurrent;

namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class ConcurrentAcquireTests
{
    private const int Threads = 32;
    private const int RequestsPerThread = 4_000;
    private const int MostRequests = 50;
    private const long Window = 100_000;
    private const long TicksPerReading = 100;

    // room for two keys: the first two are counted by themselves, a third shares
    [Theory]
    [InlineData("own")]
    [InlineData("shared")]
    public void Acquire_From32Threads_NeverLetsMoreThroughInAnyWindow(string key)
    {
        var limiter = new InMemoryRateLimiter(2, new CountingClock(TicksPerReading));
        var limit = new RateLimit(MostRequests, TimeSpan.FromTicks(Window)) { Name = "default" };
        limiter.Acquire(new(1, TimeSpan.FromDays(1)) { Name = "never idle" }, "another");
        if (key == "shared")
        {
            limiter.Acquire(new(1, TimeSpan.FromDays(1)) { Name = "never idle" }, "yet another");
        }

        var passed = new ConcurrentBag<long>();

        RunOnThreads(() =>
        {
            if (limiter.Acquire(limit, key).IsAllowed)
            {
                passed.Add(CountingClock.LastRead);
            }
        });

        long[] times = [.. passed.Order()];
        Assert.All(Enumerable.Range(0, times.Length - MostRequests), i => Assert.True(times[i + MostRequests] - times[i] > Window));
        Assert.InRange(times.Length, MostRequests * Threads * RequestsPerThread * TicksPerReading / Window * 8 / 10, int.MaxValue);
    }

    private static void RunOnThreads(Action request)
    {
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < RequestsPerThread; i++)
            {
                request();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
