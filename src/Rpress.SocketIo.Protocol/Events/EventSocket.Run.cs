using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The one place that calls handlers of events and listeners of every event: what they throw ends here.</content>
public abstract partial class EventSocket
{
    /// <summary>Runs the handlers of an event, one after the other.</summary>
    /// <returns>What failed first; null if nothing did.</returns>
    internal async ValueTask<Exception?> RunHandlersAsync(string eventName, EventArguments arguments, EventAck ack)
    {
        Exception? failure = null;
        foreach (EventRegistration handler in TakeHandlers(eventName))
        {
            try
            {
                await handler.Callback(arguments, ack).ConfigureAwait(false);
            }
            catch (EventArgumentException mismatch)
            {
                await OnArgumentMismatchAsync(eventName, mismatch).ConfigureAwait(false);
                failure ??= mismatch;
            }
            catch (Exception error)
            {
                OnHandlerFailed(eventName, error);
                failure ??= error;
            }
        }

        return failure;
    }

    /// <summary>Calls the listeners of every event that comes, one after the other.</summary>
    internal async ValueTask CallIncomingListenersAsync(string eventName, EventArguments arguments)
    {
        foreach (AnyListener listener in IncomingListeners)
        {
            await CallAsync(listener, eventName, arguments).ConfigureAwait(false);
        }
    }

    /// <summary>Calls the listeners of every event that is sent.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="work">Counts those that wait for something.</param>
    internal void CallOutgoingListeners(SocketIoPacket packet, BackgroundWork work)
    {
        AnyListener[] listeners = OutgoingListeners;
        if (listeners.Length == 0)
        {
            return;
        }

        var arguments = new EventArguments(packet, Json);
        foreach (AnyListener listener in listeners)
        {
            work.Track(CallAsync(listener, packet.EventName, arguments));
        }
    }

    /// <summary>A handler of an event failed; called as often as that happens. It throws nothing.</summary>
    private protected abstract void OnHandlerFailed(string eventName, Exception error);

    /// <summary>The arguments of an event do not fit a handler, which was not called. It throws nothing.</summary>
    private protected abstract ValueTask OnArgumentMismatchAsync(string eventName, EventArgumentException mismatch);

    /// <summary>A listener of every event failed. It throws nothing.</summary>
    private protected abstract void OnListenerFailed(string eventName, Exception error);

    private async Task CallAsync(AnyListener listener, string eventName, EventArguments arguments)
    {
        try
        {
            await listener.Callback(eventName, arguments).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            OnListenerFailed(eventName, error);
        }
    }
}
