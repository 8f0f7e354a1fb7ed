using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Collects the answers to a broadcast: it is complete when each server has said how many clients it asks, and as many have answered.</summary>
internal sealed class CollectedAcks : BroadcastAcks
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<EventArgument> _answers = []; // guarded by itself
    private int _servers; // guarded by _answers; how many have said
    private int _clients; // guarded by _answers
    private int? _expectedServers; // guarded by _answers
    private bool _isOver; // guarded by _answers

    public override void AddClientCount(int count)
    {
        lock (_answers)
        {
            _servers++;
            _clients += count;
            CompleteLocked();
        }
    }

    public override void AddAnswer(EventArgument answer)
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

    /// <summary>Waits for the answers.</summary>
    /// <param name="asking">Tells how many servers have been asked; its time counts.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AckTimeoutException">Not all came in time.</exception>
    public async Task<IReadOnlyList<EventArgument>> WaitAsync(Task<int> asking, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await WaitAsync(asking).Seen().WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException) when (!asking.IsFaulted)
        {
            throw new AckTimeoutException("operation has timed out", Take());
        }

        return Take();
    }

    private async Task WaitAsync(Task<int> asking)
    {
        int servers = await asking;
        lock (_answers)
        {
            _expectedServers = servers;
            CompleteLocked();
        }

        await _complete.Task;
    }

    // what comes later is not in the list that was handed out
    private List<EventArgument> Take()
    {
        lock (_answers)
        {
            _isOver = true;
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
