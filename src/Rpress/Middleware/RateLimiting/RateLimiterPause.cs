namespace Rpress;

/// <summary>Spares requests the waiting for a limiter that has not answered in time: but for one, they do not ask it until it answers again.</summary>
internal sealed class RateLimiterPause(TimeSpan length, TimeProvider time)
{
    private const long None = long.MinValue;

    private long _since = None; // a timestamp: of the last time-out, or of the last trial

    /// <summary>Whether this request may ask: always without a pause, else once in its length, as a trial.</summary>
    public bool MayAsk(out bool isTrial)
    {
        isTrial = false;
        long since = Volatile.Read(ref _since);
        if (since == None)
        {
            return true;
        }

        long now = time.GetTimestamp();
        isTrial = time.GetElapsedTime(since, now) >= length && Interlocked.CompareExchange(ref _since, now, since) == since;
        return isTrial;
    }

    public void Begin() => Volatile.Write(ref _since, time.GetTimestamp());

    public void End()
    {
        // a write by each request would take the line from the others' caches
        if (Volatile.Read(ref _since) != None)
        {
            Volatile.Write(ref _since, None);
        }
    }
}
