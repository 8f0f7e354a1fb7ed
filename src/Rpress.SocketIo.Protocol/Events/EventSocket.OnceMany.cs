using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Handlers for the next event alone, with six typed parameters.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6, TResult>(string eventName, Func<T1, T2, T3, T4, T5, T6, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6, TResult>(string eventName, Func<T1, T2, T3, T4, T5, T6, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6>(string eventName, Func<T1, T2, T3, T4, T5, T6, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6>(string eventName, Func<T1, T2, T3, T4, T5, T6, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6, TResult>(string eventName, Func<T1, T2, T3, T4, T5, T6, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable Once<T1, T2, T3, T4, T5, T6>(string eventName, Action<T1, T2, T3, T4, T5, T6> handler) => Add(eventName, handler, Bind(handler), isOnce: true);
}
