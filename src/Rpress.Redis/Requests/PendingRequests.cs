using System.Collections.Concurrent;

namespace Rpress;

/// <summary>What other servers were asked, by the id that their answers name.</summary>
internal sealed class PendingRequests
{
    private static readonly TimeSpan _vainInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, IPendingRequest> _waiting = new(StringComparer.Ordinal);
    private volatile bool _isClosed;

    public int Count => _waiting.Count;

    /// <summary>Asks, and waits for all answers.</summary>
    /// <param name="request">Takes them.</param>
    /// <param name="id">What they name.</param>
    /// <param name="publish">Asks.</param>
    /// <param name="isVain">Whether answers are waited for that cannot come any more; asked every second.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="time">The clock.</param>
    /// <returns>false if it is vain.</returns>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    /// <exception cref="InvalidOperationException">The adapter is closed.</exception>
    public async Task<bool> WaitAsync(
        IPendingRequest request, string id, Action<string> publish, Func<Task<bool>> isVain, TimeSpan timeout, TimeProvider time)
    {
        _waiting[id] = request;
        if (_isClosed)
        {
            request.OnClosed();
        }

        try
        {
            publish(id);
            return await WaitAsync(request.Complete, isVain, timeout, time);
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

    private static async Task<bool> WaitAsync(Task complete, Func<Task<bool>> isVain, TimeSpan timeout, TimeProvider time)
    {
        for (TimeSpan left = timeout; ; left -= _vainInterval)
        {
            try
            {
                await complete.WaitAsync(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, _vainInterval.Ticks)), time);
                return true;
            }
            catch (TimeoutException) when (left > _vainInterval)
            {
                if (await isVain())
                {
                    return false;
                }
            }
        }
    }
}
