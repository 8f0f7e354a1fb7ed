using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class RateLimiterPauseTests
{
    private static readonly TimeSpan _length = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void MayAsk_WithoutAPause_IsTrueForAll()
    {
        var pause = new RateLimiterPause(_length, _clock);

        Assert.Equal([(true, false), (true, false)], Ask(pause, 2));
    }

    [Fact]
    public void MayAsk_InAPause_IsTrueForOneOnceItsLengthHasPassed()
    {
        var pause = new RateLimiterPause(_length, _clock);
        pause.Begin();

        Assert.Equal([(false, false)], Ask(pause, 1));
        _clock.Advance(_length - TimeSpan.FromTicks(1));
        Assert.Equal([(false, false)], Ask(pause, 1));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([(true, true), (false, false)], Ask(pause, 2));
        _clock.Advance(_length);
        Assert.Equal([(true, true), (false, false)], Ask(pause, 2));
    }

    [Fact]
    public void MayAsk_OnceThePauseHasEnded_IsTrueForAll()
    {
        var pause = new RateLimiterPause(_length, _clock);
        pause.Begin();

        pause.End();

        Assert.Equal([(true, false), (true, false)], Ask(pause, 2));
    }

    [Fact]
    public void MayAsk_FromManyThreads_IsTrueForOne()
    {
        for (int round = 0; round < 200; round++)
        {
            var pause = new RateLimiterPause(_length, _clock);
            pause.Begin();
            _clock.Advance(_length);
            int asking = 0;

            Parallel.For(0, 16, _ => Interlocked.Add(ref asking, pause.MayAsk(out bool _) ? 1 : 0));

            Assert.Equal(1, asking);
        }
    }

    private static (bool MayAsk, bool IsTrial)[] Ask(RateLimiterPause pause, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => (pause.MayAsk(out bool isTrial), isTrial))];
}
