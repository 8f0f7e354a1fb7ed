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

    internal abstract void AddHandler(string eventName, EventCallback handler);

    internal abstract void SendAck(ulong id, IReadOnlyList<object?> arguments);

    private void Add(string eventName, Delegate handler, EventCallback callback)
    {
        ReservedEvents.ThrowIfReserved(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        AddHandler(eventName, callback);
    }

    private JsonTypeInfo<T> TypeOfParameter<T>() =>
        typeof(T) == typeof(EventAck) || typeof(T) == typeof(EventArguments)
            ? throw new NotSupportedException($"{typeof(T).Name} is no typed parameter: write (arguments, ack) => ..., and take what you need with arguments[0].Get<T>().")
            : TypeOf<T>();

    private JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
}
