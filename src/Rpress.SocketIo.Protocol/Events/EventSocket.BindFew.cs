using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>What runs handlers with one to three typed parameters.</content>
public abstract partial class EventSocket
{
    private EventCallback Bind<T1, TResult>(Func<T1, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, TResult>(Func<T1, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1>(Func<T1, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        return (arguments, ack) => handler(arguments.Bind(0, type1));
    }

    private EventCallback Bind<T1>(Func<T1, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1)));
    }

    private EventCallback Bind<T1, TResult>(Func<T1, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1)), result));
    }

    private EventCallback Bind<T1>(Action<T1> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1));
            return ValueTask.CompletedTask;
        };
    }

    private EventCallback Bind<T1, T2, TResult>(Func<T1, T2, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, TResult>(Func<T1, T2, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2>(Func<T1, T2, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        return (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2));
    }

    private EventCallback Bind<T1, T2>(Func<T1, T2, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2)));
    }

    private EventCallback Bind<T1, T2, TResult>(Func<T1, T2, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2)), result));
    }

    private EventCallback Bind<T1, T2>(Action<T1, T2> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2));
            return ValueTask.CompletedTask;
        };
    }

    private EventCallback Bind<T1, T2, T3, TResult>(Func<T1, T2, T3, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, TResult>(Func<T1, T2, T3, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3>(Func<T1, T2, T3, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        return (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3));
    }

    private EventCallback Bind<T1, T2, T3>(Func<T1, T2, T3, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)));
    }

    private EventCallback Bind<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)), result));
    }

    private EventCallback Bind<T1, T2, T3>(Action<T1, T2, T3> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3));
            return ValueTask.CompletedTask;
        };
    }
}
