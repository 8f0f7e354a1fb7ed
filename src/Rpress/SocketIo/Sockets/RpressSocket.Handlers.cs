using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>An event's way to the handlers, and the one place that calls middleware and handlers of errors: what they throw ends here.</content>
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
        if (IsConnected)
        {
            CallOutgoingListeners(packet, Namespace.Io.Work);
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

    private protected override void OnHandlerFailed(string eventName, Exception error) =>
        LogEventFailed(Namespace.Io.Logger, eventName, Namespace.Name, Id, error);

    private protected override void OnListenerFailed(string eventName, Exception error) =>
        LogListenerFailed(Namespace.Io.Logger, eventName, Namespace.Name, Id, error);

    private protected override async ValueTask OnArgumentMismatchAsync(string eventName, EventArgumentException mismatch)
    {
        LogArgumentMismatch(Namespace.Io.Logger, eventName, Namespace.Name, Id, mismatch.Message);
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

    // what failed first, for those who watch
    private async ValueTask<Exception?> HandleAsync(SocketIoPacket packet, bool isDirect)
    {
        var arguments = new EventArguments(packet, Json);
        await CallIncomingListenersAsync(packet.EventName, arguments);
        var ack = new EventAck(this, packet.Id);
        return isDirect
            ? await RunIfConnectedAsync(packet.EventName, arguments, ack)
            : await RunMiddlewareAsync(new(this, packet.EventName, arguments, ack));
    }

    // a listener or middleware may have taken its time
    private ValueTask<Exception?> RunIfConnectedAsync(string eventName, EventArguments arguments, EventAck ack) =>
        IsConnected ? RunHandlersAsync(eventName, arguments, ack) : default;

    private async ValueTask<Exception?> RunMiddlewareAsync(SocketEvent socketEvent)
    {
        Exception? failure = null;
        try
        {
            await _middleware!.RunAsync(socketEvent, async () => failure = await RunIfConnectedAsync(socketEvent.Name, socketEvent.Arguments, socketEvent.Ack));
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
}
