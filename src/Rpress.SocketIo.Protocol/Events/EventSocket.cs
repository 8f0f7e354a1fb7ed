using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A socket: events are sent to it, answers asked of it, and its events handled.</summary>
/// <remarks>
/// An event may have any number of handlers; they run in the order in which they were added. The first value that one of them returns is the
/// ack, if the other side asked for one; a handler that returns nothing sends none. Parameters take the arguments one by one: further arguments
/// are left out, and where one is missing or does not fit, the handler is not called.
/// </remarks>
public abstract partial class EventSocket : AckSender
{
    internal EventSocket()
    {
    }

    internal abstract JsonSerializerOptions Json { get; }

    internal EventTable Handlers { get; } = new();

    /// <summary>Takes out the handlers of an event.</summary>
    public void Off(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        Handlers.Remove(eventName);
    }

    /// <summary>Takes out one handler of an event.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="handler">The delegate that was added; if it was several times, the last one goes.</param>
    /// <returns>Whether it was there.</returns>
    public bool Off(string eventName, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        return Handlers.Remove(eventName, registration => registration.Handler == handler);
    }

    /// <summary>Takes out the handlers of all events.</summary>
    public void Off() => Handlers.Clear();

    /// <summary>The handlers of an event, each of which is to run; those for one event alone are taken out.</summary>
    internal EventRegistration[] TakeHandlers(string eventName)
    {
        EventRegistration[] handlers = Handlers.Find(eventName);
        return Array.Exists(handlers, handler => handler.IsOnce)
            ? Array.FindAll(handlers, handler => !handler.IsOnce || handler.TryRemove()) // another event may have been first
            : handlers;
    }

    /// <summary>What reads and writes a type of a handler.</summary>
    /// <exception cref="NotSupportedException">No JSON context knows it.</exception>
    private protected virtual JsonTypeInfo<T> ResolveType<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));

    private EventRegistration Add(string eventName, Delegate handler, EventCallback callback, bool isOnce = false)
    {
        ReservedEvents.ThrowIfReserved(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        return Handlers.Add(eventName, handler, callback, isOnce);
    }

    private JsonTypeInfo<T> TypeOfParameter<T>() =>
        typeof(T) == typeof(EventAck) || typeof(T) == typeof(EventArguments)
            ? throw new NotSupportedException($"{typeof(T).Name} is no typed parameter: write (arguments, ack) => ..., and take what you need with arguments[0].Get<T>().")
            : TypeOf<T>();

    private JsonTypeInfo<T> TypeOf<T>() =>
        typeof(T) == typeof(IDisposable)
            ? throw new NotSupportedException("IDisposable is no argument and no ack: where a handler adds another, give its lambda a body, () => { socket.On(...); }.")
            : ResolveType<T>();
}
