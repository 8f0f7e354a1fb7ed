using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Listeners of every event.</content>
public abstract partial class EventSocket
{
    private HandlerList<AnyListener>? _incoming; // made when it is asked for, and then kept
    private HandlerList<AnyListener>? _outgoing; // likewise

    internal AnyListener[] IncomingListeners => Volatile.Read(ref _incoming)?.All ?? [];

    internal AnyListener[] OutgoingListeners => Volatile.Read(ref _outgoing)?.All ?? [];

    /// <summary>Calls a listener with the name and arguments of every event that comes, before its handlers run.</summary>
    public void OnAny(Action<string, EventArguments> listener) => Made(ref _incoming).Add(ToListener(listener));

    /// <inheritdoc cref="OnAny(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnAny(Func<string, EventArguments, Task> listener) => Made(ref _incoming).Add(ToListener(listener));

    /// <summary>As <see cref="OnAny(Action{string, EventArguments})"/>, before the listeners that are there.</summary>
    public void PrependAny(Action<string, EventArguments> listener) => Made(ref _incoming).Prepend(ToListener(listener));

    /// <inheritdoc cref="PrependAny(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void PrependAny(Func<string, EventArguments, Task> listener) => Made(ref _incoming).Prepend(ToListener(listener));

    /// <summary>Takes out a listener of every event that comes; without one, all of them.</summary>
    /// <returns>Whether there was one to take out.</returns>
    public bool OffAny(Delegate? listener = null) => Remove(_incoming, listener);

    /// <summary>Calls a listener with the name and arguments of every event that is sent to the other side, broadcasts among them; not of acks.</summary>
    /// <remarks>It is called where the event is sent, and holds the sender up.</remarks>
    public void OnAnyOutgoing(Action<string, EventArguments> listener) => Made(ref _outgoing).Add(ToListener(listener));

    /// <inheritdoc cref="OnAnyOutgoing(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnAnyOutgoing(Func<string, EventArguments, Task> listener) => Made(ref _outgoing).Add(ToListener(listener));

    /// <summary>As <see cref="OnAnyOutgoing(Action{string, EventArguments})"/>, before the listeners that are there.</summary>
    public void PrependAnyOutgoing(Action<string, EventArguments> listener) => Made(ref _outgoing).Prepend(ToListener(listener));

    /// <inheritdoc cref="PrependAnyOutgoing(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void PrependAnyOutgoing(Func<string, EventArguments, Task> listener) => Made(ref _outgoing).Prepend(ToListener(listener));

    /// <summary>Takes out a listener of every event that is sent; without one, all of them.</summary>
    /// <returns>Whether there was one to take out.</returns>
    public bool OffAnyOutgoing(Delegate? listener = null) => Remove(_outgoing, listener);

    private static HandlerList<AnyListener> Made(ref HandlerList<AnyListener>? listeners) =>
        Volatile.Read(ref listeners) ?? Interlocked.CompareExchange(ref listeners, new(), null) ?? listeners;

    private static bool Remove(HandlerList<AnyListener>? listeners, Delegate? listener) => listeners is not null
        && (listener is null ? listeners.Clear() : listeners.Remove(added => added.Handler == listener));

    private static AnyListener ToListener(Func<string, EventArguments, Task> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return new(listener, listener);
    }

    private static AnyListener ToListener(Action<string, EventArguments> listener) => new(listener, AsyncHandler.Of(listener));
}
