using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Handlers for the next event alone, with one to three typed parameters.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable Once<T1, TResult>(string eventName, Func<T1, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable Once<T1, TResult>(string eventName, Func<T1, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable Once<T1>(string eventName, Func<T1, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable Once<T1>(string eventName, Func<T1, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable Once<T1, TResult>(string eventName, Func<T1, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable Once<T1>(string eventName, Action<T1> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable Once<T1, T2, TResult>(string eventName, Func<T1, T2, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable Once<T1, T2, TResult>(string eventName, Func<T1, T2, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable Once<T1, T2>(string eventName, Func<T1, T2, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable Once<T1, T2>(string eventName, Func<T1, T2, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable Once<T1, T2, TResult>(string eventName, Func<T1, T2, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable Once<T1, T2>(string eventName, Action<T1, T2> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable Once<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable Once<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable Once<T1, T2, T3>(string eventName, Func<T1, T2, T3, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable Once<T1, T2, T3>(string eventName, Func<T1, T2, T3, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable Once<T1, T2, T3, TResult>(string eventName, Func<T1, T2, T3, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable Once<T1, T2, T3>(string eventName, Action<T1, T2, T3> handler) => Add(eventName, handler, Bind(handler), isOnce: true);
}
