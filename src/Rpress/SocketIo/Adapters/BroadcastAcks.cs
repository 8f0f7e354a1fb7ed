using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Collects the answers to a broadcast: it is complete when each server has said how many clients it asks, and as many have answered.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BroadcastAcks : IPendingAck
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<EventArgument> _answers = []; // guarded by itself
    private readonly List<(ulong Id, RpressSocket[] Sockets)> _asked = []; // guarded by _answers
    private int _servers; // guarded by _answers; how many have said
    private int _clients; // guarded by _answers
    private int? _expectedServers; // guarded by _answers
    private bool _isOver; // guarded by _answers

    internal BroadcastAcks()
    {
    }

    /// <summary>A server asks so many clients.</summary>
    public void AddClientCount(int count)
    {
        lock (_answers)
        {
            _servers++;
            _clients += count;
            CompleteLocked();
        }
    }

    /// <summary>A client has answered.</summary>
    public void AddAnswer(EventArgument answer)
    {
        lock (_answers)
        {
            if (!_isOver)
            {
                _answers.Add(answer);
                CompleteLocked();
            }
        }
    }

    void IPendingAck.OnAck(EventArguments arguments) => AddAnswer(arguments[0]);

    void IPendingAck.OnDisconnected()
    {
        // as in Node, what is missing at the end is missing
    }

    internal void AddLocal(ulong id, RpressSocket[] sockets)
    {
        lock (_answers)
        {
            _asked.Add((id, sockets));
        }

        AddClientCount(sockets.Length);
    }

    /// <summary>Waits for the answers.</summary>
    /// <exception cref="AckTimeoutException">Not all came in time.</exception>
    internal async Task<IReadOnlyList<EventArgument>> WaitAsync(int expectedServers, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (_answers)
        {
            _expectedServers = expectedServers;
            CompleteLocked();
        }

        try
        {
            await _complete.Task.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new AckTimeoutException("operation has timed out", End());
        }

        return _answers;
    }

    /// <summary>Takes no more answers, and lets go of what waits for them.</summary>
    internal IReadOnlyList<EventArgument> End()
    {
        lock (_answers)
        {
            _isOver = true;
        }

        foreach ((ulong id, RpressSocket[] sockets) in _asked)
        {
            foreach (RpressSocket socket in sockets)
            {
                socket.ForgetAck(id);
            }
        }

        return _answers;
    }

    private void CompleteLocked()
    {
        if (_servers == _expectedServers && _answers.Count == _clients)
        {
            _complete.TrySetResult();
        }
    }
}
