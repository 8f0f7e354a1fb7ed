using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>Handlers that take the arguments as they came, or none.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(29)]
    public void On<TResult>(string eventName, Func<EventArguments, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(28)]
    public void On<TResult>(string eventName, Func<EventArguments, Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(27)]
    public void On(string eventName, Func<EventArguments, ValueTask> handler)
    {
        Add(eventName, handler, (arguments, ack) => handler(arguments));
    }

    /// <summary>Handles an event, its arguments as they came.</summary>
    /// <param name="eventName">Its name.</param>
    /// <param name="handler">The handler; what it returns is the ack, unless it gave one itself.</param>
    /// <exception cref="ArgumentException">The name is reserved: disconnects have <c>OnDisconnect</c>.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows a type of the handler.</exception>
    [OverloadResolutionPriority(26)]
    public void On(string eventName, Func<EventArguments, Task> handler)
    {
        Add(eventName, handler, (arguments, ack) => new(handler(arguments)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(24)]
    public void On<TResult>(string eventName, Func<EventArguments, TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(23)]
    public void On(string eventName, Action<EventArguments> handler)
    {
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments);
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(29)]
    public void On<TResult>(string eventName, Func<EventArguments, EventAck, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments, ack).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(28)]
    public void On<TResult>(string eventName, Func<EventArguments, EventAck, Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments, ack).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(27)]
    public void On(string eventName, Func<EventArguments, EventAck, ValueTask> handler)
    {
        Add(eventName, handler, (arguments, ack) => handler(arguments, ack));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(26)]
    public void On(string eventName, Func<EventArguments, EventAck, Task> handler)
    {
        Add(eventName, handler, (arguments, ack) => new(handler(arguments, ack)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(24)]
    public void On<TResult>(string eventName, Func<EventArguments, EventAck, TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments, ack), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(23)]
    public void On(string eventName, Action<EventArguments, EventAck> handler)
    {
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments, ack);
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<TResult>(string eventName, Func<ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler().ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<TResult>(string eventName, Func<Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler().ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On(string eventName, Func<ValueTask> handler)
    {
        Add(eventName, handler, (arguments, ack) => handler());
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On(string eventName, Func<Task> handler)
    {
        Add(eventName, handler, (arguments, ack) => new(handler()));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<TResult>(string eventName, Func<TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On(string eventName, Action handler)
    {
        Add(eventName, handler, (arguments, ack) =>
        {
            handler();
            return ValueTask.CompletedTask;
        });
    }
}
