using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The way out: packets wait in one queue, and one sender takes them to the transport.</content>
internal sealed partial class EngineConnection
{
    private readonly Lock _gate = new();
    private readonly List<OutgoingPacket> _waiting = []; // guarded by _gate
    private readonly SemaphoreSlim _signal = new(0); // released when there is something to do for the sender; guarded by _gate
    private readonly SemaphoreSlim _turn = new(1); // held by who sends on the transport, or changes it
    private bool _isClosing; // guarded by _gate
    private bool _hasPong; // whether one waits; guarded by _gate
    private bool _isCloseSent; // guarded by _turn

    /// <summary>Whether a packet would be written at once.</summary>
    public bool IsWritable
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 && _turn.CurrentCount > 0 && !_isClosing;
            }
        }
    }

    /// <summary>Queues the messages of a packet, with nothing between them. After the end they go nowhere.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="flags">How they are sent.</param>
    /// <param name="cost">What was taken of the budget for them.</param>
    public void Send(in SocketIoMessages messages, SendFlags flags, long cost)
    {
        bool isCompressed = !flags.HasFlag(SendFlags.Uncompressed);
        lock (_gate)
        {
            if (_isClosing || _end.Task.IsCompleted)
            {
                _budget.Return(cost);
                return;
            }

            _waiting.Add(FirstOf(messages, isCompressed) with { Cost = cost });
            foreach (ReadOnlyMemory<byte> attachment in messages.AttachmentArray)
            {
                _waiting.Add(new(attachment, IsBinary: true, isCompressed));
            }

            SignalLocked();
        }
    }

    // one that waits answers all pings: a server that does not read could have as many wait as it likes
    private void SendPong(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (!_hasPong)
            {
                _hasPong = true;
                _waiting.Add(OutgoingPacket.Of(EngineIoPacketType.Pong, data));
                SignalLocked();
            }
        }
    }

    // engine.io v4, "Packet encoding": a text message begins with its type, a binary one has none
    private static OutgoingPacket FirstOf(in SocketIoMessages messages, bool isCompressed)
    {
        if (messages.IsBinary)
        {
            return new(messages.First, IsBinary: true, isCompressed);
        }

        byte[] buffer = messages.Buffer;
        buffer[EncodedPacket.Headroom - 1] = EngineIoPacket.MarkerOf(EngineIoPacketType.Message);
        return new(buffer.AsMemory(EncodedPacket.Headroom - 1), IsBinary: false, isCompressed);
    }

    private void RequestClose()
    {
        lock (_gate)
        {
            _isClosing = true;
            SignalLocked();
        }
    }

    private void SignalLocked()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            do
            {
                await _signal.WaitAsync(_endedToken).ConfigureAwait(false);
            }
            while (!await SendWaitingAsync().ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // the connection has ended
        }
        catch (Exception error)
        {
            EndFor(error);
        }
    }

    /// <summary>Sends what waits; true if that was the last of it, and the transport is told so.</summary>
    private async Task<bool> SendWaitingAsync()
    {
        await _turn.WaitAsync(_endedToken).ConfigureAwait(false);
        try
        {
            while (TakeFitting() is { Length: > 0 } packets)
            {
                try
                {
                    await _transport!.SendAsync(packets, _endedToken).ConfigureAwait(false);
                }
                finally
                {
                    // sent or not, they wait no longer
                    Return(packets);
                }
            }

            if (!Volatile.Read(ref _isClosing))
            {
                return false;
            }

            (_transport as PollingClientTransport)?.Pause();
            _isCloseSent = true;
            await _transport!.CloseAsync(_endedToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private OutgoingPacket[] TakeFitting()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return [];
            }

            int count = _transport!.CountFitting(_waiting);
            OutgoingPacket[] packets = [.. _waiting[..count]];
            _waiting.RemoveRange(0, count);
            _hasPong = _hasPong && !Array.Exists(packets, packet => packet.IsPong);
            return packets;
        }
    }

    private void DropWaiting()
    {
        lock (_gate)
        {
            _isClosing = true;
            Return(_waiting);
            _waiting.Clear();
        }
    }

    private void Return(IEnumerable<OutgoingPacket> packets)
    {
        foreach (OutgoingPacket packet in packets)
        {
            _budget.Return(packet.Cost);
        }
    }
}
