namespace Rpress;

/// <summary>Counts the connections and streams that have left HTTP, which the limit on connections does not hold for.</summary>
/// <param name="limit">The most of them; null for no limit.</param>
internal sealed class UpgradeCounter(int? limit)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _count) <= (limit ?? int.MaxValue))
        {
            return true;
        }

        Release();
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _count);
}
