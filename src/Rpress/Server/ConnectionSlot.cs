namespace Rpress;

/// <summary>A connection's place among those that are counted. One above the limit is told so; one that leaves HTTP gives its place back early.</summary>
internal sealed class ConnectionSlot(ConnectionCounter counter, bool isOverLimit)
{
    private int _isReleased;

    /// <summary>Whether the connection's first request gets 503 and it ends.</summary>
    public bool IsOverLimit { get; } = isOverLimit;

    public void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            counter.Release();
        }
    }
}
