using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The packets of the last minutes by their offsets, which count up; bounded by time and by size. Guarded by its owner's lock.</summary>
internal sealed class PacketLog
{
    private const int LeastWaste = 64;

    private readonly RecoveryConfig _config;
    private readonly RpressIo _io;
    private readonly List<LoggedPacket> _packets = []; // what stands before _start has gone
    private int _start;
    private long _size;

    public PacketLog(RecoveryConfig config, RpressIo io)
    {
        _config = config;
        _io = io;

        // clients see offsets, and need not see how much has been sent
        NextOffset = Random.Shared.NextInt64(1L << 40, 1L << 44);
    }

    /// <summary>The offset of the packet that comes next.</summary>
    public long NextOffset { get; private set; }

    public int Count => _packets.Count - _start;

    public void Add(SocketIoPacket packet, BroadcastOptions options)
    {
        var logged = new LoggedPacket(packet, options, _io.Time.GetTimestamp());
        _packets.Add(logged);
        _size += logged.Size;
        NextOffset++;
        while (_size > _config.MaxLogSize)
        {
            RemoveOldest();
        }

        Compact();
    }

    /// <summary>The packets after an offset for a socket in these rooms; null if some may have gone, or the offset is none of ours.</summary>
    public IReadOnlyList<SocketIoPacket>? After(long offset, IReadOnlyCollection<string> rooms)
    {
        long missed = NextOffset - 1 - offset;
        if (missed < 0 || missed > Count)
        {
            return null;
        }

        var packets = new List<SocketIoPacket>();
        for (int i = _packets.Count - (int)missed; i < _packets.Count; i++)
        {
            if (_packets[i].Options.IsFor(rooms))
            {
                packets.Add(_packets[i].Packet);
            }
        }

        return packets;
    }

    /// <summary>Lets go of what is too old.</summary>
    public void Purge()
    {
        while (Count > 0 && _io.Time.GetElapsedTime(_packets[_start].LoggedAt) > _config.MaxDisconnectionDuration)
        {
            RemoveOldest();
        }

        Compact();
    }

    public void Clear()
    {
        _packets.Clear();
        _packets.TrimExcess();
        _start = 0;
        _size = 0;
    }

    private void RemoveOldest()
    {
        _size -= _packets[_start].Size;
        _packets[_start++] = default;
    }

    // moves what is left only when as much has gone, so that each packet costs the same however many there are
    private void Compact()
    {
        if (_start >= LeastWaste && _start >= Count)
        {
            _packets.RemoveRange(0, _start);
            _start = 0;
            if (_packets.Capacity > LeastWaste + (_packets.Count * 4))
            {
                _packets.TrimExcess();
            }
        }
    }
}
