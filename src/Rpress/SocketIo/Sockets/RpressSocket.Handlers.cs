using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The one place that calls a socket's handlers: what they throw ends here.</content>
public sealed partial class RpressSocket
{
    /// <summary>Gives an event to the listeners of every event, through the middleware, and to its handlers.</summary>
    internal async ValueTask HandleAsync(SocketIoPacket packet)
    {
        bool isDirect = _middleware is null or { IsEmpty: true };
        if (!IsConnected || (IncomingListeners.Length == 0 && isDirect && Handlers.Find(packet.EventName).Length == 0))
        {
            return;
        }

        if (SocketTelemetry.AreEventsWatched)
        {
            await SocketTelemetry.WatchAsync(this, packet.EventName, () => HandleAsync(packet, isDirect));
        }
        else
        {
            await HandleAsync(packet, isDirect);
        }
    }

    /// <summary>Tells the listeners of every event that is sent.</summary>
    internal void NotifyOutgoing(SocketIoPacket packet)
    {
        AnyListener[] listeners = OutgoingListeners;
        if (listeners.Length == 0 || !IsConnected)
        {
            return;
        }

        var arguments = new EventArguments(packet, Json);
        foreach (AnyListener listener in listeners)
        {
            Namespace.Io.Work.Track(CallListenerAsync(listener, packet.EventName, arguments));
        }
    }

    /// <summary>Tells the handlers of errors; false if there are none.</summary>
    internal bool TryNotifyError(Exception error)
    {
        if (_middleware?.ErrorHandlers.All is not { Length: > 0 } handlers)
        {
            return false;
        }

        Namespace.Io.Work.Track(NotifyErrorAsync(handlers, error));
        return true;
    }

    // what failed first, for those who watch
    private async ValueTask<Exception?> HandleAsync(SocketIoPacket packet, bool isDirect)
    {
        var arguments = new EventArguments(packet, Json);
        foreach (AnyListener listener in IncomingListeners)
        {
            await CallListenerAsync(listener, packet.EventName, arguments);
        }

        var ack = new EventAck(this, packet.Id);
        return isDirect
            ? await RunHandlersAsync(packet.EventName, arguments, ack)
            : await RunMiddlewareAsync(new(this, packet.EventName, arguments, ack));
    }

    private async ValueTask<Exception?> RunHandlersAsync(string eventName, EventArguments arguments, EventAck ack)
    {
        Exception? failure = null;
        if (!IsConnected)
        {
            return failure;
        }

        foreach (EventRegistration handler in TakeHandlers(eventName))
        {
            try
            {
                await handler.Callback(arguments, ack);
            }
            catch (EventArgumentException mismatch)
            {
                LogArgumentMismatch(Namespace.Io.Logger, eventName, Namespace.Name, Id, mismatch.Message);
                await NotifyArgumentErrorAsync(eventName, mismatch);
                failure ??= mismatch;
            }
            catch (Exception error)
            {
                LogEventFailed(Namespace.Io.Logger, eventName, Namespace.Name, Id, error);
                failure ??= error;
            }
        }

        return failure;
    }

    private async ValueTask<Exception?> RunMiddlewareAsync(SocketEvent socketEvent)
    {
        Exception? failure = null;
        try
        {
            await _middleware!.RunAsync(socketEvent, async () => failure = await RunHandlersAsync(socketEvent.Name, socketEvent.Arguments, socketEvent.Ack));
        }
        catch (Exception error)
        {
            failure = error;
            if (!TryNotifyError(error))
            {
                LogMiddlewareFailed(Namespace.Io.Logger, socketEvent.Name, Namespace.Name, Id, error);
            }
        }

        return failure;
    }

    private async Task CallListenerAsync(AnyListener listener, string eventName, EventArguments arguments)
    {
        try
        {
            await listener.Callback(eventName, arguments);
        }
        catch (Exception error)
        {
            LogListenerFailed(Namespace.Io.Logger, eventName, Namespace.Name, Id, error);
        }
    }

    private async Task NotifyErrorAsync(Func<Exception, Task>[] handlers, Exception cause)
    {
        await Task.Yield(); // it may be the reader that found it
        foreach (Func<Exception, Task> handler in handlers)
        {
            try
            {
                await handler(cause);
            }
            catch (Exception error)
            {
                LogErrorHandlerFailed(Namespace.Io.Logger, Namespace.Name, Id, error);
            }
        }
    }

    private async ValueTask NotifyArgumentErrorAsync(string eventName, EventArgumentException mismatch)
    {
        foreach (Func<RpressSocket, string, EventArgumentException, Task> handler in Namespace.Handlers.ArgumentError.All)
        {
            try
            {
                await handler(this, eventName, mismatch);
            }
            catch (Exception error)
            {
                LogEventFailed(Namespace.Io.Logger, eventName, Namespace.Name, Id, error);
            }
        }
    }
}
