using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.RateLimiting;

/// <summary>10,000 distinct keys a second, for a minute: what is kept stays bounded.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RateLimiterMemoryTests
{
    public const string Name = "Memory of the rate limiter";

    private const int Seconds = 60;
    private const int KeysPerSecond = 10_000;
    private const int BytesPerKey = 348; // what the platform's own limiter costs

    private readonly FakeTimeProvider _clock = new();

    // 1 second and a tenth of keys that count, and few idle ones; a minute's keys would be more than there may be
    [Theory]
    [InlineData(1, 15_000)]
    [InlineData(60, 100_000)]
    public void Acquire_OfTenThousandNewKeysASecond_KeepsABoundedNumber(int windowSeconds, int mostKeys)
    {
        // what tests before this one left to be finalized is not to be counted as memory that the limiter gave back
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var limiter = new InMemoryRateLimiter(100_000, _clock);
        var limit = new RateLimit(5, TimeSpan.FromSeconds(windowSeconds)) { Name = "default" };
        int most = 0;
        for (int second = 0; second < Seconds; second++)
        {
            for (int i = 0; i < KeysPerSecond; i++)
            {
                limiter.Acquire(limit, $"203.{second}.{i / 256}.{i % 256}");
                most = Math.Max(most, limiter.KeyCount);
                _clock.Advance(TimeSpan.FromSeconds(1) / KeysPerSecond);
            }
        }

        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(most, KeysPerSecond, mostKeys);
        Assert.True(kept <= (long)mostKeys * BytesPerKey, $"{kept} bytes are kept for {limiter.KeyCount} keys.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{most} keys at most, {kept / limiter.KeyCount} bytes each");
    }
}
