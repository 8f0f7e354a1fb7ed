using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>Handlers with four or five typed parameters.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On<T1, T2, T3, T4>(string eventName, Func<T1, T2, T3, T4, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        Add(eventName, handler, (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On<T1, T2, T3, T4>(string eventName, Func<T1, T2, T3, T4, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        Add(eventName, handler, (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4))));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4)), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On<T1, T2, T3, T4>(string eventName, Action<T1, T2, T3, T4> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4));
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On<T1, T2, T3, T4, T5>(string eventName, Func<T1, T2, T3, T4, T5, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        Add(eventName, handler, (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On<T1, T2, T3, T4, T5>(string eventName, Func<T1, T2, T3, T4, T5, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        Add(eventName, handler, (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5))));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5)), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On<T1, T2, T3, T4, T5>(string eventName, Action<T1, T2, T3, T4, T5> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<T4> type4 = TypeOfParameter<T4>();
        JsonTypeInfo<T5> type5 = TypeOfParameter<T5>();
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3), arguments.Bind(3, type4), arguments.Bind(4, type5));
            return ValueTask.CompletedTask;
        });
    }
}
