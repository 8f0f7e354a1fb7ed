using System.Collections.Concurrent;

namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class ConcurrentAcquireTests
{
    private const int Threads = 32;
    private const int RequestsPerThread = 4_000;
    private const int MostRequests = 50;
    private const long Window = 100_000;
    private const long TicksPerReading = 100;

    // with a counter of its own, and with no room for one
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Acquire_From32Threads_NeverLetsMoreThroughInAnyWindow(int maxKeys)
    {
        var limiter = new InMemoryRateLimiter(maxKeys, new CountingClock(TicksPerReading));
        var limit = new RateLimit(MostRequests, TimeSpan.FromTicks(Window)) { Name = "default" };
        var passed = new ConcurrentBag<long>();

        RunOnThreads(() =>
        {
            if (limiter.Acquire(limit, "a").IsAllowed)
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
