using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>
/// Runs a socket's handlers away from the reader of its connection: in order and one event at a time, or as many at a time as the
/// configuration says.
/// </summary>
internal sealed class EventPump(RpressSocket socket, SocketIoConfig config, BackgroundWork work) : IThreadPoolWorkItem
{
    private readonly Queue<SocketIoPacket> _waiting = []; // guarded by itself
    private long _size; // guarded by _waiting
    private int _workers; // guarded by _waiting
    private bool _isOpen; // guarded by _waiting
    private bool _isClosed; // guarded by _waiting

    /// <summary>Takes an event; false if too many wait already.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="isReady">Whether the pump has to be executed once for it.</param>
    public bool TryAdd(SocketIoPacket packet, out bool isReady)
    {
        isReady = false;
        lock (_waiting)
        {
            if (_isClosed)
            {
                return true;
            }

            int size = SizeOf(packet);
            if (_waiting.Count >= config.MaxQueuedEvents || (_size > 0 && _size + size > config.MaxQueuedEventSize))
            {
                return false;
            }

            _waiting.Enqueue(packet);
            _size += size;
            isReady = _isOpen && TryBeginLocked();
            return true;
        }
    }

    /// <summary>Lets the events run that have come, and those that come.</summary>
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

    /// <summary>Runs the events that wait, on this thread until a handler waits for something.</summary>
    public void Execute() => _ = RunAsync();

    private bool TryBeginLocked()
    {
        if (_workers == config.EventConcurrency)
        {
            return false;
        }

        _workers++;
        work.Begin();
        return true;
    }

    // its owner is the work that a stop waits for; handlers' failures end in the socket
    private async Task RunAsync()
    {
        while (TakeNext() is { } packet)
        {
            await socket.HandleAsync(packet);
        }

        work.End();
    }

    private SocketIoPacket? TakeNext()
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out SocketIoPacket? packet))
            {
                _size -= SizeOf(packet);
                return packet;
            }

            _workers--;
            return null;
        }
    }

    private static int SizeOf(SocketIoPacket packet)
    {
        int size = packet.Data.Length;
        foreach (ReadOnlyMemory<byte> attachment in packet.AttachmentArray)
        {
            size += attachment.Length;
        }

        return size;
    }
}
