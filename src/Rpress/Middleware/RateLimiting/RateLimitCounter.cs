using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>The requests of one key, counted by segments of its window.</summary>
/// <remarks>Guarded by the lock of whoever holds it. A segment's number, times its length, is the time at which it is forgotten.</remarks>
internal sealed class RateLimitCounter(RateLimitWindow window, RateLimitKey key)
{
    private Counts _counts;
    private long _newest = RateLimitWindow.KeptSegments;

    public RateLimitKey Key { get; } = key;

    /// <summary>Whether nothing of what was counted is in the window any more.</summary>
    public bool IsIdle
    {
        get
        {
            Slide(window.Now);
            return Sum() == 0;
        }
    }

    /// <summary>Counts a request, if the window has room for it.</summary>
    /// <remarks>The time is read here, under the lock: requests are counted in the order of their times.</remarks>
    public RateLimitDecision Acquire()
    {
        long now = window.Now;
        Slide(now);
        int counted = Sum();
        bool isAllowed = counted < window.Limit;
        if (isAllowed)
        {
            _counts[IndexOf(_newest)]++;
            counted++;
        }

        return new(isAllowed, window.Limit - counted, new((Oldest() * window.SegmentTicks) - now));
    }

    private static int IndexOf(long segment) => (int)(segment % RateLimitWindow.KeptSegments);

    private void Slide(long now)
    {
        // a clock of the application's may go back; on its way forth it must not forget what is counted in the segments that it passes again
        long segment = Math.Max(_newest, (now / window.SegmentTicks) + RateLimitWindow.KeptSegments);
        for (long entered = Math.Max(_newest + 1, segment - RateLimitWindow.KeptSegments + 1); entered <= segment; entered++)
        {
            _counts[IndexOf(entered)] = 0;
        }

        _newest = segment;
    }

    private int Sum()
    {
        int sum = 0;
        foreach (int count in _counts)
        {
            sum += count;
        }

        return sum;
    }

    // called only while something is counted
    private long Oldest()
    {
        long segment = _newest - RateLimitWindow.KeptSegments + 1;
        while (_counts[IndexOf(segment)] == 0)
        {
            segment++;
        }

        return segment;
    }

    [InlineArray(RateLimitWindow.KeptSegments)]
    private struct Counts
    {
        private int _first;
    }
}
