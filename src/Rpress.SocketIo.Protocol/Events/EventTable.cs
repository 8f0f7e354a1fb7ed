namespace Rpress;

/// <summary>The handlers of one socket. Most sockets have a few, which are looked through; no client decides how many there are.</summary>
/// <remarks>Lock-free: the array is replaced by a changed copy, and read without further ado.</remarks>
internal sealed class EventTable
{
    private KeyValuePair<string, EventRegistration[]>[] _events = [];

    public EventRegistration Add(string name, Delegate handler, EventCallback callback, bool isOnce)
    {
        var registration = new EventRegistration(this, name, handler, callback, isOnce);
        Change(name, handlers => [.. handlers, registration]);
        return registration;
    }

    /// <summary>Takes out the handlers of an event.</summary>
    public void Remove(string name) => Change(name, _ => []);

    /// <summary>Takes out one handler of an event, the last one of those that fit; false if there is none.</summary>
    public bool Remove(string name, Predicate<EventRegistration> fits)
    {
        bool isFound = false;
        Change(name, handlers =>
        {
            int index = Array.FindLastIndex(handlers, fits);
            isFound = index >= 0;
            return isFound ? [.. handlers[..index], .. handlers[(index + 1)..]] : handlers;
        });
        return isFound;
    }

    public void Clear() => Volatile.Write(ref _events, []);

    /// <summary>The handlers of an event, in the order in which they were added.</summary>
    public EventRegistration[] Find(string name)
    {
        foreach (KeyValuePair<string, EventRegistration[]> entry in Volatile.Read(ref _events))
        {
            if (entry.Key == name)
            {
                return entry.Value;
            }
        }

        return [];
    }

    private void Change(string name, Func<EventRegistration[], EventRegistration[]> change)
    {
        while (true)
        {
            KeyValuePair<string, EventRegistration[]>[] before = Volatile.Read(ref _events);
            int index = Array.FindIndex(before, entry => entry.Key == name);
            EventRegistration[] handlers = change(index < 0 ? [] : before[index].Value);
            KeyValuePair<string, EventRegistration[]>[] others = index < 0 ? before : [.. before[..index], .. before[(index + 1)..]];
            if (Interlocked.CompareExchange(ref _events, handlers.Length == 0 ? others : [.. others, new(name, handlers)], before) == before)
            {
                return;
            }
        }
    }
}
