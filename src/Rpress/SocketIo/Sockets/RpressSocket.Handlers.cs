using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The one place that calls a socket's handlers: what they throw ends here.</content>
public sealed partial class RpressSocket
{
    /// <summary>Runs the handlers of an event, one after the other.</summary>
    internal async ValueTask HandleAsync(SocketIoPacket packet)
    {
        EventRegistration[] handlers = TakeHandlers(packet.EventName);
        if (handlers.Length == 0 || !IsConnected)
        {
            return;
        }

        var arguments = new EventArguments(packet, Json);
        var ack = new EventAck(this, packet.Id);
        foreach (EventRegistration handler in handlers)
        {
            try
            {
                await handler.Callback(arguments, ack);
            }
            catch (EventArgumentException mismatch)
            {
                LogArgumentMismatch(Namespace.Io.Logger, packet.EventName, Namespace.Name, Id, mismatch.Message);
                await NotifyArgumentErrorAsync(packet.EventName, mismatch);
            }
            catch (Exception error)
            {
                LogEventFailed(Namespace.Io.Logger, packet.EventName, Namespace.Name, Id, error);
            }
        }
    }

    private async ValueTask NotifyArgumentErrorAsync(string eventName, EventArgumentException mismatch)
    {
        foreach (Func<RpressSocket, string, EventArgumentException, Task> handler in Namespace.ArgumentErrorHandlers)
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

    private void RunConnectionHandlers()
    {
        Func<RpressSocket, Task>[] handlers = Namespace.ConnectionHandlers;
        if (handlers.Length == 0)
        {
            _pump.Open();
            return;
        }

        Namespace.Io.Work.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.socket.RunConnectionHandlersAsync(state.handlers), (socket: this, handlers), preferLocal: true);
    }

    // events wait for it, so that none is lost that a handler is added for after an await
    private async Task RunConnectionHandlersAsync(Func<RpressSocket, Task>[] handlers)
    {
        foreach (Func<RpressSocket, Task> handler in handlers)
        {
            try
            {
                await handler(this);
            }
            catch (Exception error)
            {
                LogConnectionHandlerFailed(Namespace.Io.Logger, Namespace.Name, Id, error);
            }
        }

        _pump.Open();
        Namespace.Io.Work.End();
    }

    private void RunDisconnectHandlers(List<Func<DisconnectReason, Task>> handlers, DisconnectReason reason)
    {
        Namespace.Io.Work.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.socket.RunDisconnectHandlersAsync(state.handlers, state.reason), (socket: this, handlers, reason), preferLocal: false);
    }

    private async Task RunDisconnectHandlersAsync(List<Func<DisconnectReason, Task>> handlers, DisconnectReason reason)
    {
        foreach (Func<DisconnectReason, Task> handler in handlers)
        {
            try
            {
                await handler(reason);
            }
            catch (Exception error)
            {
                LogDisconnectHandlerFailed(Namespace.Io.Logger, Namespace.Name, Id, error);
            }
        }

        Namespace.Io.Work.End();
    }
}
