namespace Rpress;

/// <content>The one place that calls what is to be done when a socket comes and goes: what it throws ends here.</content>
public sealed partial class RpressSocket
{
    private void RunConnectionHandlers()
    {
        Func<RpressSocket, Task>[] handlers = Namespace.Handlers.Connection.All;
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

    private void RunDisconnectHandlers(
        List<Func<DisconnectReason, Task>> disconnecting, List<Func<DisconnectReason, Task>> disconnected, DisconnectReason reason)
    {
        Namespace.Io.Work.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.socket.RunDisconnectHandlersAsync(state.disconnecting, state.disconnected, state.reason),
            (socket: this, disconnecting, disconnected, reason),
            preferLocal: false);
    }

    private async Task RunDisconnectHandlersAsync(
        List<Func<DisconnectReason, Task>> disconnecting, List<Func<DisconnectReason, Task>> disconnected, DisconnectReason reason)
    {
        await RunDisconnectHandlersAsync(disconnecting, reason);
        _rooms = null;
        await RunDisconnectHandlersAsync(disconnected, reason);
        Namespace.Io.Work.End();
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
    }
}
