using StackExchange.Redis;

namespace Rpress;

/// <summary>
/// What this server has added to the stream and not done its own part of yet. It does that when it reads the entry, so that clients of all servers get what
/// is sent in the stream's order; or as soon as that cannot be: Redis is away, or slow.
/// </summary>
/// <param name="add">Adds a message to the stream; null if too much waits.</param>
/// <param name="act">Does this server's part of it. It is the entry's if there is one.</param>
/// <param name="io">Has the clock.</param>
internal sealed class StreamOutbox(Func<ClusterMessage, Task<StreamId>?> add, Func<ClusterMessage, StreamId?, Task> act, RpressIo io) : IDisposable
{
    private static readonly TimeSpan _longestAdding = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _longestReading = TimeSpan.FromSeconds(15); // more than a reader needs to see that it reads no more

    private readonly LinkedList<StreamOutboxItem> _items = []; // in the stream's order; guarded by itself
    private readonly SemaphoreSlim _acting = new(1);
    private volatile bool _isLost;
    private volatile bool _isSlow;

    public int Count
    {
        get
        {
            lock (_items)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Sends a message; done when this server has done its part.</summary>
    public Task SendAsync(ClusterMessage message)
    {
        StreamOutboxItem item;
        lock (_items)
        {
            item = new(message, add(message) ?? Task.FromException<StreamId>(new RedisException("Redis is too slow.")));
            _items.AddLast(item);
        }

        _ = WatchAsync(item);
        return item.Done.Task;
    }

    /// <summary>This server has read an entry that it has added itself.</summary>
    public async Task OnReadAsync(StreamId id)
    {
        _isLost = false;
        while (true)
        {
            (StreamOutboxItem? item, bool isKnown) = Find(id);
            if (item is null)
            {
                return; // its part has been done already
            }

            if (isKnown)
            {
                await ReleaseAsync(item, id);
                return;
            }

            // read before Redis' answer has been: who reads on now would bring others' messages before it
            await Task.WhenAny(item.Adding, item.Done.Task);
        }
    }

    /// <summary>The stream cannot be read: nothing will come back.</summary>
    public async Task OnLostAsync()
    {
        _isLost = true;
        StreamOutboxItem? last;
        lock (_items)
        {
            last = _items.Last?.Value;
        }

        if (last is not null)
        {
            await ReleaseAsync(last, null);
        }
    }

    /// <summary>Does something of others in its place among what is this server's own.</summary>
    public async Task ActAsync(Func<Task> action)
    {
        _isLost = false;
        await _acting.WaitAsync();
        try
        {
            await action();
        }
        finally
        {
            _acting.Release();
        }
    }

    public void Dispose() => _acting.Dispose();

    private async Task WatchAsync(StreamOutboxItem item)
    {
        // once it is in the stream the reader brings it, however far behind it is, or says that it cannot: were it done without its place there, who comes
        // back would get it again
        if (await IsAddedAsync(item) && !_isLost && await IsDoneAsync(item))
        {
            return;
        }

        await ReleaseAsync(item, null);
        await ((Task)item.Adding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (item.Adding.IsCompletedSuccessfully)
        {
            _isSlow = false;
        }
    }

    // as long as this server's clients may wait; once, until Redis answers again
    private async Task<bool> IsAddedAsync(StreamOutboxItem item)
    {
        Task added = item.Adding.WaitAsync(_isSlow ? TimeSpan.Zero : _longestAdding, io.Time);
        await added.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _isSlow = added.Exception?.InnerException is TimeoutException;
        return added.IsCompletedSuccessfully;
    }

    private async Task<bool> IsDoneAsync(StreamOutboxItem item)
    {
        await item.Done.Task.WaitAsync(_longestReading, io.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return item.Done.Task.IsCompleted;
    }

    // by its id; or the first that may have it, as Redis has not said yet
    private (StreamOutboxItem? Item, bool IsKnown) Find(StreamId id)
    {
        lock (_items)
        {
            foreach (StreamOutboxItem item in _items)
            {
                if (!item.Adding.IsCompleted)
                {
                    return (item, false);
                }

                if (item.Adding.IsCompletedSuccessfully && item.Adding.Result == id)
                {
                    return (item, true);
                }
            }
        }

        return (null, false);
    }

    // all up to it, in their order
    private async Task ReleaseAsync(StreamOutboxItem last, StreamId? id)
    {
        await _acting.WaitAsync();
        try
        {
            while (TryTakeFirst(last) is { } item)
            {
                Task part = act(item.Message, item == last ? id : null);
                await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                item.Done.TrySetFromTask(part);
            }
        }
        finally
        {
            _acting.Release();
        }
    }

    private StreamOutboxItem? TryTakeFirst(StreamOutboxItem last)
    {
        lock (_items)
        {
            if (last.IsTaken)
            {
                return null;
            }

            StreamOutboxItem first = _items.First!.Value;
            _items.RemoveFirst();
            first.IsTaken = true;
            return first;
        }
    }
}
