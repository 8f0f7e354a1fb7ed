using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Handlers with four or five typed parameters.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, Task<TResult>> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable On<T1, T2, T3, T4>(string eventName, Func<T1, T2, T3, T4, ValueTask> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable On<T1, T2, T3, T4>(string eventName, Func<T1, T2, T3, T4, Task> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable On<T1, T2, T3, T4, TResult>(string eventName, Func<T1, T2, T3, T4, TResult> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable On<T1, T2, T3, T4>(string eventName, Action<T1, T2, T3, T4> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, Task<TResult>> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable On<T1, T2, T3, T4, T5>(string eventName, Func<T1, T2, T3, T4, T5, ValueTask> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable On<T1, T2, T3, T4, T5>(string eventName, Func<T1, T2, T3, T4, T5, Task> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable On<T1, T2, T3, T4, T5, TResult>(string eventName, Func<T1, T2, T3, T4, T5, TResult> handler) => Add(eventName, handler, Bind(handler));

    /// <inheritdoc cref="On(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable On<T1, T2, T3, T4, T5>(string eventName, Action<T1, T2, T3, T4, T5> handler) => Add(eventName, handler, Bind(handler));
}
