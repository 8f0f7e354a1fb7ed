using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>What runs handlers with six typed parameters.</content>
public abstract partial class EventSocket
{
    private EventCallback Bind<T1, T2, T3, T4, T5, T6, TResult>(Func<T1, T2, T3, T4, T5, T6, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, T6, TResult>(Func<T1, T2, T3, T4, T5, T6, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6)).ConfigureAwait(false), result).ConfigureAwait(false);
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, T6>(Func<T1, T2, T3, T4, T5, T6, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        return (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, T6>(Func<T1, T2, T3, T4, T5, T6, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        return (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6)));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, T6, TResult>(Func<T1, T2, T3, T4, T5, T6, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        return (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6)), result));
    }

    private EventCallback Bind<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<T6> type6 = TypeOfParameter<T6>();
        return (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5), arguments.Bind(5, type6));
            return ValueTask.CompletedTask;
        };
    }
}
