namespace Rpress;

/// <summary>The handlers of one socket. Most sockets have a few, which are looked through; no client decides how many there are.</summary>
internal sealed class EventTable
{
    private readonly Lock _gate = new();
    private KeyValuePair<string, EventCallback[]>[] _events = []; // replaced under _gate, read without

    public void Add(string name, EventCallback handler)
    {
        lock (_gate)
        {
            int index = Array.FindIndex(_events, entry => entry.Key == name);
            EventCallback[] handlers = index < 0 ? [handler] : [.. _events[index].Value, handler];
            var events = new KeyValuePair<string, EventCallback[]>[index < 0 ? _events.Length + 1 : _events.Length];
            _events.CopyTo(events, 0);
            events[index < 0 ? _events.Length : index] = new(name, handlers);
            Volatile.Write(ref _events, events);
        }
    }

    /// <summary>The handlers of an event, in the order in which they were added.</summary>
    public EventCallback[] Find(string name)
    {
        foreach (KeyValuePair<string, EventCallback[]> entry in Volatile.Read(ref _events))
        {
            if (entry.Key == name)
            {
                return entry.Value;
            }
        }

        return [];
    }
}
