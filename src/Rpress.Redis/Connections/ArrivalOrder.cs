using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// Reads the queues of several subscriptions in the order in which their messages came through the connection. A queue each is all that StackExchange.Redis
/// has, and read one beside the other they lose that order: a socket would leave a room before it got what was sent to the room.
/// </summary>
/// <remarks>
/// The connection's reader writes into the queues one message after the other. A read that waits in a queue is continued through the context that it
/// began in, and this one continues it at once: on the reader's thread, before it goes on to its next message.
/// </remarks>
internal sealed class ArrivalOrder : SynchronizationContext
{
    private static readonly ArrivalOrder _instance = new();

    /// <summary>Hands on what comes in a queue until it ends.</summary>
    /// <param name="queue">A new queue, that nobody else reads.</param>
    /// <param name="take">Takes a message without waiting; called by one thread at a time for each connection.</param>
    public static void Read(ChannelMessageQueue queue, Action<ReceivedMessage> take)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(_instance);
        try
        {
            _ = ReadAsync(queue, take);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private static async Task ReadAsync(ChannelMessageQueue queue, Action<ReceivedMessage> take)
    {
        try
        {
            while (true)
            {
                ChannelMessage message = await queue.ReadAsync().ConfigureAwait(true); // the context is the point
                take(new((string)message.Channel!, message.Message));
            }
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            // unsubscribed
        }
    }
}
