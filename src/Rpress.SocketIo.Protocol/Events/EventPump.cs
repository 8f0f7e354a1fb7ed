using System.Diagnostics.CodeAnalysis;

namespace Rpress.SocketIo.Protocol;

/// <summary>
/// Runs a socket's handlers away from the reader of its connection: in order and one item at a time, or as many at a time as the
/// limits say.
/// </summary>
internal abstract class EventPump<TItem>(EventPumpLimits limits, BackgroundWork work) : IThreadPoolWorkItem
{
    private readonly Queue<TItem> _waiting = []; // guarded by itself
    private long _size; // guarded by _waiting
    private int _workers; // guarded by _waiting
    private bool _isOpen; // guarded by _waiting
    private bool _isClosed; // guarded by _waiting

    /// <summary>Takes an item; false if too many wait already.</summary>
    /// <param name="item">The item, such as an event.</param>
    /// <param name="isReady">Whether the pump has to be executed once for it.</param>
    public bool TryAdd(TItem item, out bool isReady)
    {
        isReady = false;
        lock (_waiting)
        {
            if (_isClosed)
            {
                return true;
            }

            long size = SizeOf(item);
            if (_waiting.Count >= limits.MaxCount || (_size > 0 && _size + size > limits.MaxSize))
            {
                return false;
            }

            isReady = AddLocked(item, size);
            return true;
        }
    }

    /// <summary>Takes an item that must not be lost, however many wait.</summary>
    /// <returns>Whether the pump has to be executed once for it.</returns>
    public bool AddBeyondLimits(TItem item)
    {
        lock (_waiting)
        {
            return !_isClosed && AddLocked(item, SizeOf(item));
        }
    }

    /// <summary>Lets the items run that have come, and those that come.</summary>
    public void Open()
    {
        lock (_waiting)
        {
            _isOpen = true;
            for (int i = 0; i < _waiting.Count && TryBeginLocked(); i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            }
        }
    }

    /// <summary>Drops what waits.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            _waiting.Clear();
            _size = 0;
        }
    }

    /// <summary>Runs the items that wait, on this thread until a handler waits for something.</summary>
    public void Execute() => _ = RunAsync();

    /// <summary>Gives an item to its handlers; their failures end there, and nothing is thrown.</summary>
    protected abstract ValueTask HandleAsync(TItem item);

    /// <summary>How many bytes an item holds; always the same for the same item. It is called under the pump's lock.</summary>
    protected abstract long SizeOf(TItem item);

    private bool AddLocked(TItem item, long size)
    {
        _waiting.Enqueue(item);
        _size += size;
        return _isOpen && TryBeginLocked();
    }

    private bool TryBeginLocked()
    {
        if (_workers == limits.Concurrency)
        {
            return false;
        }

        _workers++;
        work.Begin();
        return true;
    }

    // its owner is the work that a stop waits for
    private async Task RunAsync()
    {
        while (TryTakeNext(out TItem? item))
        {
            await HandleAsync(item).ConfigureAwait(false);
        }

        work.End();
    }

    private bool TryTakeNext([MaybeNullWhen(false)] out TItem item)
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out item))
            {
                _size -= SizeOf(item);
                return true;
            }

            _workers--;
            return false;
        }
    }
}
