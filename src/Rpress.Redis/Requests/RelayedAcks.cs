using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends what this server's clients answer to the server that asked.</summary>
internal sealed class RelayedAcks : BroadcastAcks
{
    private readonly string _requestId;
    private readonly Action<byte[]> _publish;
    private readonly ITimer _timeout;
    private int _due;

    /// <param name="requestId">What it asked with.</param>
    /// <param name="publish">Sends it an answer.</param>
    /// <param name="timeout">How long it waits.</param>
    /// <param name="time">The clock.</param>
    public RelayedAcks(string requestId, Action<byte[]> publish, TimeSpan timeout, TimeProvider time)
    {
        _requestId = requestId;
        _publish = publish;
        _timeout = time.CreateTimer(static acks => ((RelayedAcks)acks!).End(), this, timeout, Timeout.InfiniteTimeSpan);
        OnEnded(_timeout.Dispose);
    }

    public override void AddClientCount(int count)
    {
        Volatile.Write(ref _due, count);
        _publish(ResponseMessage.ClientCount(_requestId, count));
        if (count == 0)
        {
            End();
        }
    }

    public override void AddAnswer(EventArgument answer)
    {
        _publish(ResponseMessage.Ack(_requestId, answer));
        CountDown();
    }

    public override void AddLost() => CountDown();

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _due) == 0)
        {
            End();
        }
    }
}
