namespace Rpress;

/// <summary>A limit as it is counted in memory: its sliding window, cut into segments, and the counter that keys without one of their own share.</summary>
/// <remarks>
/// A span as long as the window touches at most <see cref="KeptSegments"/> segments, so no span lets through more than they hold together;
/// and a request is forgotten at most one segment after the window, a tenth of it.
/// </remarks>
internal sealed class RateLimitWindow
{
    public const int KeptSegments = SegmentsPerWindow + 1;

    private const int SegmentsPerWindow = 10;

    private readonly Lock _sharedGate = new();
    private readonly RateLimitCounter _shared; // guarded by _sharedGate
    private readonly TimeProvider _time;
    private readonly long _start;

    public RateLimitWindow(RateLimit limit, TimeProvider time)
    {
        Limit = limit.Limit;
        SegmentTicks = (limit.Window.Ticks + SegmentsPerWindow - 1) / SegmentsPerWindow;
        _time = time;
        _start = time.GetTimestamp();
        _shared = new(this, new(""));
    }

    public int Limit { get; }

    /// <summary>The length of a segment, in ticks.</summary>
    public long SegmentTicks { get; }

    /// <summary>The time since the limit was first used, in ticks.</summary>
    public long Now => _time.GetElapsedTime(_start).Ticks;

    /// <summary>Counts a request of a key that has no counter of its own.</summary>
    public RateLimitDecision AcquireShared()
    {
        lock (_sharedGate)
        {
            return _shared.Acquire();
        }
    }
}
