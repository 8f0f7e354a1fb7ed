using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <content>Handlers with one to three typed parameters.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<T1, TResult>(string eventName, Func<T1, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<T1, TResult>(string eventName, Func<T1, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On<T1>(string eventName, Func<T1, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        Add(eventName, handler, (arguments, ack) => handler(arguments.Bind(0, type1)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On<T1>(string eventName, Func<T1, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        Add(eventName, handler, (arguments, ack) => new(handler(arguments.Bind(0, type1))));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<T1, TResult>(string eventName, Func<T1, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1)), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On<T1>(string eventName, Action<T1> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1));
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<T1, T2, TResult>(string eventName, Func<T1, T2, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<T1, T2, TResult>(string eventName, Func<T1, T2, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On<T1, T2>(string eventName, Func<T1, T2, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        Add(eventName, handler, (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On<T1, T2>(string eventName, Func<T1, T2, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        Add(eventName, handler, (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2))));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<T1, T2, TResult>(string eventName, Func<T1, T2, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2)), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On<T1, T2>(string eventName, Action<T1, T2> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2));
            return ValueTask.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public void On<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, ValueTask<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public void On<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, Task<TResult>> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, async (arguments, ack) => await ack.ReturnAsync(await handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)).ConfigureAwait(false), result).ConfigureAwait(false));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public void On<T1, T2, T3>(string eventName, Func<T1, T2, T3, ValueTask> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        Add(eventName, handler, (arguments, ack) => handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public void On<T1, T2, T3>(string eventName, Func<T1, T2, T3, Task> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        Add(eventName, handler, (arguments, ack) => new(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3))));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public void On<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, TResult> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        JsonTypeInfo<TResult> result = TypeOf<TResult>();
        Add(eventName, handler, (arguments, ack) => new(ack.ReturnAsync(handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3)), result)));
    }

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public void On<T1, T2, T3>(string eventName, Action<T1, T2, T3> handler)
    {
        JsonTypeInfo<T1> type1 = TypeOfParameter<T1>();
        JsonTypeInfo<T2> type2 = TypeOfParameter<T2>();
        JsonTypeInfo<T3> type3 = TypeOfParameter<T3>();
        Add(eventName, handler, (arguments, ack) =>
        {
            handler(arguments.Bind(0, type1), arguments.Bind(1, type2), arguments.Bind(2, type3));
            return ValueTask.CompletedTask;
        });
    }
}
