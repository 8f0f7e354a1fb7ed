using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends what this server's clients answer to the server that asked.</summary>
internal sealed class RelayedAcks : BroadcastAcks
{
    private readonly string _requestId;
    private readonly Action<ClusterResponse> _respond;
    private readonly ITimer _timeout;
    private int _due;

    /// <param name="requestId">What it asked with.</param>
    /// <param name="respond">Sends it an answer.</param>
    /// <param name="timeout">How long it waits.</param>
    /// <param name="time">The clock.</param>
    public RelayedAcks(string requestId, Action<ClusterResponse> respond, TimeSpan timeout, TimeProvider time)
    {
        _requestId = requestId;
        _respond = respond;
        _timeout = time.CreateTimer(static acks => ((RelayedAcks)acks!).End(), this, timeout, Timeout.InfiniteTimeSpan);
        OnEnded(_timeout.Dispose);
    }

    public override void AddClientCount(int count)
    {
        Volatile.Write(ref _due, count);
        _respond(new(ClusterMessageType.BroadcastClientCount, _requestId) { ClientCount = count });
        if (count == 0)
        {
            End();
        }
    }

    public override void AddAnswer(EventArgument answer)
    {
        _respond(new(ClusterMessageType.BroadcastAck, _requestId) { Answer = answer });
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
