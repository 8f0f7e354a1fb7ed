using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>What runs handlers that take the arguments as they came, or none.</content>
public abstract partial class EventSocket
{
    private EventCallback Bind<TResult>(Func<EventArguments, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<TResult>(Func<EventArguments, Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private static EventCallback Bind(Func<EventArguments, ValueTask> handler) => (arguments, ack) => handler(arguments);

    private static EventCallback Bind(Func<EventArguments, Task> handler) => (arguments, ack) => new(handler(arguments));

    private EventCallback Bind<TResult>(Func<EventArguments, TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments), result));
    }

    private static EventCallback Bind(Action<EventArguments> handler) => (arguments, ack) =>
    {
        handler(arguments);
        return ValueTask.CompletedTask;
    };

    private EventCallback Bind<TResult>(Func<EventArguments, EventAck, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments, ack).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<TResult>(Func<EventArguments, EventAck, Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments, ack).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private static EventCallback Bind(Func<EventArguments, EventAck, ValueTask> handler) => (arguments, ack) => handler(arguments, ack);

    private static EventCallback Bind(Func<EventArguments, EventAck, Task> handler) => (arguments, ack) => new(handler(arguments, ack));

    private EventCallback Bind<TResult>(Func<EventArguments, EventAck, TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments, ack), result));
    }

    private static EventCallback Bind(Action<EventArguments, EventAck> handler) => (arguments, ack) =>
    {
        handler(arguments, ack);
        return ValueTask.CompletedTask;
    };

    private EventCallback Bind<TResult>(Func<ValueTask<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler().ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<TResult>(Func<Task<TResult>> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler().ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private static EventCallback Bind(Func<ValueTask> handler) => (arguments, ack) => handler();

    private static EventCallback Bind(Func<Task> handler) => (arguments, ack) => new(handler());

    private EventCallback Bind<TResult>(Func<TResult> handler)
    {
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(), result));
    }

    private static EventCallback Bind(Action handler) => (arguments, ack) =>
    {
        handler();
        return ValueTask.CompletedTask;
    };
}
