using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Handlers of what happens to the socket, and the calls of all of them.</content>
public partial class ClientSocket
{
    private readonly ClientEvent<object?> _connect = new("connect");
    private readonly ClientEvent<DisconnectReason> _disconnected = new("disconnect");
    private readonly ClientEvent<SocketConnectException> _connectError = new("connect_error");
    private readonly ClientEvent<(string EventName, Exception Error)> _handlerError = new("handler_error");

    /// <summary>Calls a handler each time the namespace has been joined, also after a reconnection.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnConnect(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _connect.Add(_ => handler());
    }

    /// <inheritdoc cref="OnConnect(Action)"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnConnect(Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _connect.Add(_ => handler());
    }

    /// <summary>Calls a handler each time the socket was disconnected, with the reason.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnDisconnect(Action<DisconnectReason> handler) => _disconnected.Add(handler);

    /// <inheritdoc cref="OnDisconnect(Action{DisconnectReason})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnDisconnect(Func<DisconnectReason, Task> handler) => _disconnected.Add(handler);

    /// <summary>Calls a handler each time an attempt to connect has failed or was refused.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnConnectError(Action<SocketConnectException> handler) => _connectError.Add(handler);

    /// <inheritdoc cref="OnConnectError(Action{SocketConnectException})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnConnectError(Func<SocketConnectException, Task> handler) => _connectError.Add(handler);

    /// <summary>Calls a handler with what handlers have thrown, and the event that they were called for. It is logged besides.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnHandlerError(Action<string, Exception> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlerError.Add(failure => handler(failure.EventName, failure.Error));
    }

    /// <inheritdoc cref="OnHandlerError(Action{string, Exception})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnHandlerError(Func<string, Exception, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlerError.Add(failure => handler(failure.EventName, failure.Error));
    }

    /// <summary>Gives an event to the listeners of every event, and to its handlers.</summary>
    internal async ValueTask HandleAsync(SocketIoPacket packet, EngineConnection engine)
    {
        if (Connection.IsDisposed)
        {
            return;
        }

        var arguments = new EventArguments(packet, Json);
        await CallIncomingListenersAsync(packet.EventName, arguments).ConfigureAwait(false);
        await RunHandlersAsync(packet.EventName, arguments, new EventAck(new AckRoute(this, engine), packet.Id)).ConfigureAwait(false);
    }

    internal void Happen<T>(ClientEvent<T> occurred, T argument) => Run(() => occurred.RaiseAsync(argument, OnClientHandlerFailed));

    private void Run(Func<ValueTask> callback)
    {
        if (_pump.AddBeyondLimits(new(null, null, callback)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(_pump, preferLocal: false);
        }
    }

    private protected override void OnHandlerFailed(string eventName, Exception error)
    {
        LogHandlerFailed(Settings.Logger, eventName, Namespace, error);
        Happen(_handlerError, (eventName, error));
    }

    private protected override ValueTask OnArgumentMismatchAsync(string eventName, EventArgumentException mismatch)
    {
        OnHandlerFailed(eventName, mismatch);
        return ValueTask.CompletedTask;
    }

    private protected override void OnListenerFailed(string eventName, Exception error) => OnHandlerFailed(eventName, error);

    // a handler of failures that fails itself is not told of it
    private void OnClientHandlerFailed(string eventName, Exception error)
    {
        if (eventName == _handlerError.Name)
        {
            LogHandlerFailed(Settings.Logger, eventName, Namespace, error);
        }
        else
        {
            OnHandlerFailed(eventName, error);
        }
    }

    [LoggerMessage(2406, LogLevel.Error, "A handler of '{Event}' in {Namespace} failed.")]
    private static partial void LogHandlerFailed(ILogger logger, string @event, string @namespace, Exception error);
}
