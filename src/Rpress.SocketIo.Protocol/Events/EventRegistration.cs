namespace Rpress;

/// <summary>A handler as it was added to a table; disposed, it is taken out again.</summary>
/// <param name="table">Where it stands, or stood.</param>
/// <param name="eventName">For which event.</param>
/// <param name="handler">The user's delegate, by which it is found again.</param>
/// <param name="callback">What runs it.</param>
/// <param name="isOnce">Whether it is for one event alone.</param>
internal sealed class EventRegistration(EventTable table, string eventName, Delegate handler, EventCallback callback, bool isOnce) : IDisposable
{
    public Delegate Handler => handler;

    public EventCallback Callback => callback;

    public bool IsOnce => isOnce;

    public void Dispose() => TryRemove();

    /// <summary>Takes it out; false if it is out already.</summary>
    public bool TryRemove() => table.Remove(eventName, other => other == this);
}
