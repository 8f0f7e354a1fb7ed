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
    public bool TryAdd(SocketIoPacket packet)
    {
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
            if (_isOpen)
            {
                BeginLocked();
            }

            return true;
        }
    }

    /// <summary>Lets the events run that have come, and those that come.</summary>
    public void Open()
    {
        lock (_waiting)
        {
            _isOpen = true;
            for (int i = Math.Min(_waiting.Count, config.EventConcurrency); i > 0; i--)
            {
                BeginLocked();
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

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private void BeginLocked()
    {
        if (_workers < config.EventConcurrency)
        {
            _workers++;
            work.Begin();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
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
