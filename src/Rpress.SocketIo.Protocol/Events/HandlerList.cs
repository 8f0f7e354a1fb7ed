namespace Rpress.SocketIo.Protocol;

/// <summary>What an application has added, in order. It is read far more often than changed: each change makes a new array.</summary>
/// <remarks>Lock-free: an array that was handed out never changes.</remarks>
internal sealed class HandlerList<T>(T[] initial)
{
    private T[] _all = initial;

    public HandlerList()
        : this([])
    {
    }

    public T[] All => Volatile.Read(ref _all);

    public void Add(T handler) => Change(all => [.. all, handler]);

    public void Prepend(T handler) => Change(all => [handler, .. all]);

    /// <summary>Takes out the first that fits; false if none does.</summary>
    public bool Remove(Predicate<T> fits)
    {
        bool isFound = false;
        Change(all =>
        {
            int index = Array.FindIndex(all, fits);
            isFound = index >= 0;
            return isFound ? [.. all[..index], .. all[(index + 1)..]] : all;
        });
        return isFound;
    }

    /// <summary>Takes out all of them; false if there were none.</summary>
    public bool Clear() => Interlocked.Exchange(ref _all, []).Length > 0;

    private void Change(Func<T[], T[]> change)
    {
        while (true)
        {
            T[] before = All;
            if (Interlocked.CompareExchange(ref _all, change(before), before) == before)
            {
                return;
            }
        }
    }
}
