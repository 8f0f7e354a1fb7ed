using System.Runtime.CompilerServices;

namespace Rpress;

/// <content>Handlers for the next event alone, that take the arguments as they came, or none.</content>
public abstract partial class EventSocket
{
    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(29)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(28)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(27)]
    public IDisposable Once(string eventName, Func<EventArguments, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <summary>Handles an event the next time it comes, and not again.</summary>
    /// <param name="eventName">Its name.</param>
    /// <param name="handler">The handler; what it returns is the ack, unless it gave one itself.</param>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    /// <exception cref="ArgumentException">The name is reserved: disconnects have <c>OnDisconnect</c>.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows a type of the handler.</exception>
    [OverloadResolutionPriority(26)]
    public IDisposable Once(string eventName, Func<EventArguments, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(24)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(23)]
    public IDisposable Once(string eventName, Action<EventArguments> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(29)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, EventAck, ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(28)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, EventAck, Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(27)]
    public IDisposable Once(string eventName, Func<EventArguments, EventAck, ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(26)]
    public IDisposable Once(string eventName, Func<EventArguments, EventAck, Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(24)]
    public IDisposable Once<TResult>(string eventName, Func<EventArguments, EventAck, TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(23)]
    public IDisposable Once(string eventName, Action<EventArguments, EventAck> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(9)]
    public IDisposable Once<TResult>(string eventName, Func<ValueTask<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(8)]
    public IDisposable Once<TResult>(string eventName, Func<Task<TResult>> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(7)]
    public IDisposable Once(string eventName, Func<ValueTask> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(6)]
    public IDisposable Once(string eventName, Func<Task> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(4)]
    public IDisposable Once<TResult>(string eventName, Func<TResult> handler) => Add(eventName, handler, Bind(handler), isOnce: true);

    /// <inheritdoc cref="Once(string, Func{EventArguments, Task})"/>
    [OverloadResolutionPriority(3)]
    public IDisposable Once(string eventName, Action handler) => Add(eventName, handler, Bind(handler), isOnce: true);
}
