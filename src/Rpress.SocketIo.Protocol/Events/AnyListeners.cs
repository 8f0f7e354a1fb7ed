namespace Rpress;

/// <summary>Listeners of every event, in the order in which they are called.</summary>
/// <remarks>Lock-free, as <see cref="EventTable"/> is.</remarks>
internal sealed class AnyListeners
{
    private AnyListener[] _listeners = [];

    public AnyListener[] All => Volatile.Read(ref _listeners);

    public void Append(AnyListener listener) => Change(listeners => [.. listeners, listener]);

    public void Prepend(AnyListener listener) => Change(listeners => [listener, .. listeners]);

    /// <summary>Takes out a listener, or all of them; false if it is none.</summary>
    public bool Remove(Delegate? handler)
    {
        bool isFound = false;
        Change(listeners =>
        {
            AnyListener[] left = handler is null ? [] : WithoutOne(listeners, handler);
            isFound = left.Length < listeners.Length;
            return left;
        });
        return isFound;
    }

    private static AnyListener[] WithoutOne(AnyListener[] listeners, Delegate handler)
    {
        int index = Array.FindIndex(listeners, listener => listener.Handler == handler);
        return index < 0 ? listeners : [.. listeners[..index], .. listeners[(index + 1)..]];
    }

    private void Change(Func<AnyListener[], AnyListener[]> change)
    {
        while (true)
        {
            AnyListener[] before = Volatile.Read(ref _listeners);
            if (Interlocked.CompareExchange(ref _listeners, change(before), before) == before)
            {
                return;
            }
        }
    }
}
