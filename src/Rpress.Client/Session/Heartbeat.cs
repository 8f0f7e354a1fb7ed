namespace Rpress;

/// <summary>Watches that the server's pings come; one timer for the whole connection.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private long _lastBeat;

    /// <param name="time">The clock.</param>
    /// <param name="limit">The longest time between two pings.</param>
    /// <param name="onLost">Called once that has passed.</param>
    public Heartbeat(TimeProvider time, TimeSpan limit, Action onLost)
    {
        _time = time;
        _limit = limit;
        _lastBeat = time.GetTimestamp();
        _timer = time.CreateTimer(_ => onLost(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a ping is overdue, though the timer may not have fired yet: a machine that slept wakes up so.</summary>
    public bool IsLost => _time.GetElapsedTime(Volatile.Read(ref _lastBeat)) > _limit;

    public void Beat()
    {
        Volatile.Write(ref _lastBeat, _time.GetTimestamp());
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
