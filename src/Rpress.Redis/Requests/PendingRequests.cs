using System.Collections.Concurrent;
namespace Rpress;

/// <summary>What other servers were asked, by the id that their answers name.</summary>
internal sealed class PendingRequests
{
    private readonly ConcurrentDictionary<string, IPendingRequest> _waiting = new(StringComparer.Ordinal);
    private volatile bool _isClosed;

    public int Count => _waiting.Count;

    /// <summary>Asks, and waits for all answers.</summary>
    /// <param name="request">Takes them.</param>
    /// <param name="id">What they name.</param>
    /// <param name="publish">Asks.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    /// <exception cref="InvalidOperationException">The adapter is closed.</exception>
    public async Task WaitAsync(IPendingRequest request, string id, Action<string> publish, TimeSpan timeout, TimeProvider time)
    {
        _waiting[id] = request;
        if (_isClosed)
        {
            request.OnClosed();
        }

        try
        {
            publish(id);
            await request.Complete.WaitAsync(timeout, time);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Gives an answer to who waits for it; false if nobody does.</summary>
    /// <exception cref="FormatException">It is no answer to that.</exception>
    public bool TryRespond(string id, ReceivedResponse response)
    {
        if (!_waiting.TryGetValue(id, out IPendingRequest? request))
        {
            return false;
        }

        request.OnResponse(response);
        return true;
    }

    public void Close()
    {
        _isClosed = true;
        foreach (IPendingRequest request in _waiting.Values)
        {
            request.OnClosed();
        }
    }
}
