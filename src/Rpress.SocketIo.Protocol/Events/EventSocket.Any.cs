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
    /// <returns>Takes the listener out again when it is disposed.</returns>
    public IDisposable OnAny(Action<string, EventArguments> listener) => Add(ref _incoming, listener, AsyncHandler.Of(listener));

    /// <inheritdoc cref="OnAny(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnAny(Func<string, EventArguments, Task> listener) => Add(ref _incoming, listener, listener);

    /// <summary>As <see cref="OnAny(Action{string, EventArguments})"/>, before the listeners that are there.</summary>
    /// <returns>Takes the listener out again when it is disposed.</returns>
    public IDisposable PrependAny(Action<string, EventArguments> listener) => Add(ref _incoming, listener, AsyncHandler.Of(listener), isFirst: true);

    /// <inheritdoc cref="PrependAny(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable PrependAny(Func<string, EventArguments, Task> listener) => Add(ref _incoming, listener, listener, isFirst: true);

    /// <summary>Takes out a listener of every event that comes; without one, all of them.</summary>
    /// <returns>Whether there was one to take out.</returns>
    public bool OffAny(Delegate? listener = null) => Remove(_incoming, listener);

    /// <summary>Calls a listener with the name and arguments of every event that is sent to the other side, broadcasts among them; not of acks.</summary>
    /// <returns>Takes the listener out again when it is disposed.</returns>
    /// <remarks>It is called where the event is sent, and holds the sender up.</remarks>
    public IDisposable OnAnyOutgoing(Action<string, EventArguments> listener) => Add(ref _outgoing, listener, AsyncHandler.Of(listener));

    /// <inheritdoc cref="OnAnyOutgoing(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnAnyOutgoing(Func<string, EventArguments, Task> listener) => Add(ref _outgoing, listener, listener);

    /// <summary>As <see cref="OnAnyOutgoing(Action{string, EventArguments})"/>, before the listeners that are there.</summary>
    /// <returns>Takes the listener out again when it is disposed.</returns>
    public IDisposable PrependAnyOutgoing(Action<string, EventArguments> listener) => Add(ref _outgoing, listener, AsyncHandler.Of(listener), isFirst: true);

    /// <inheritdoc cref="PrependAnyOutgoing(Action{string, EventArguments})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable PrependAnyOutgoing(Func<string, EventArguments, Task> listener) => Add(ref _outgoing, listener, listener, isFirst: true);

    /// <summary>Takes out a listener of every event that is sent; without one, all of them.</summary>
    /// <returns>Whether there was one to take out.</returns>
    public bool OffAnyOutgoing(Delegate? listener = null) => Remove(_outgoing, listener);

    private static HandlerList<AnyListener> Made(ref HandlerList<AnyListener>? listeners) =>
        Volatile.Read(ref listeners) ?? Interlocked.CompareExchange(ref listeners, new(), null) ?? listeners;

    private static bool Remove(HandlerList<AnyListener>? listeners, Delegate? listener) => listeners is not null
        && (listener is null ? listeners.Clear() : listeners.Remove(added => added.Handler == listener));

    private static AnyListener Add(
        ref HandlerList<AnyListener>? listeners, Delegate listener, Func<string, EventArguments, Task> callback, bool isFirst = false)
    {
        ArgumentNullException.ThrowIfNull(listener);
        HandlerList<AnyListener> list = Made(ref listeners);
        var added = new AnyListener(list, listener, callback);
        if (isFirst)
        {
            list.Prepend(added);
        }
        else
        {
            list.Add(added);
        }

        return added;
    }
}
