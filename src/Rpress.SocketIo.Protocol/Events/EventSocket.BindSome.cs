using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>What runs handlers with four or five typed parameters.</content>
public abstract partial class EventSocket
{
    private EventCallback Bind<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4>(Func<T1, T2, T3, T4, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        return (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4));
    }

    private EventCallback Bind<T1, T2, T3, T4>(Func<T1, T2, T3, T4, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)));
    }

    private EventCallback Bind<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)), result));
    }

    private EventCallback Bind<T1, T2, T3, T4>(Action<T1, T2, T3, T4> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4));
            return ValueTask.CompletedTask;
        };
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, TResult>(Func<T1, T2, T3, T4, T5, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, TResult>(Func<T1, T2, T3, T4, T5, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4, T5>(Func<T1, T2, T3, T4, T5, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        return (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5>(Func<T1, T2, T3, T4, T5, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, TResult>(Func<T1, T2, T3, T4, T5, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)), result));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5));
            return ValueTask.CompletedTask;
        };
    }
}
