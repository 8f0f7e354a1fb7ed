using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Rpress;

/// <summary>Reads a client's messages out of its frames (RFC 6455 §5), straight from the connection's pipe. A connection that rests holds no buffer.</summary>
/// <param name="input">What the client sends.</param>
/// <param name="maxSize">The largest message, in bytes.</param>
/// <param name="isDeflateAgreed">Whether messages may be compressed (RFC 7692).</param>
/// <param name="target">Takes what comes.</param>
internal sealed class FrameReader(PipeReader input, int maxSize, bool isDeflateAgreed, IFrameTarget target)
{
    private byte[] _message = []; // of the fragments so far
    private int _length;
    private bool _isInMessage;
    private bool _isBinary;
    private bool _isCompressed;
    private FrameHeader _frame; // the data frame whose payload comes
    private long _left; // of its payload
    private bool _isInFrame;
    private bool _isDiscarding;
    private bool _isTaking; // what is thrown meanwhile is none of the connection's
    private IThreadPoolWorkItem? _work;
    private ValueTask<ReadResult> _read; // in a field: a state machine would keep it twice

    // what a compressed message becomes counts when it is whole
    private long LargestOnTheWire => _isCompressed ? MessageInflater.LargestCompressed(maxSize) : maxSize;

    /// <summary>Reads until the WebSocket ends.</summary>
    public async Task<ReadEnd> ReadAsync()
    {
        try
        {
            while (true)
            {
#pragma warning disable CA2012 // it is registered with once and its result taken once, though in two places
                _read = input.ReadAsync();
#pragma warning restore CA2012
                await new WorkWhileWaiting(this);
                if (!_read.IsCompletedSuccessfully)
                {
                    await _read.AsTask(); // throws what went wrong
                }
                else if (Take(_read.Result) is { } end)
                {
                    return end;
                }
            }
        }
        catch (Exception error) when (!_isTaking && error is (IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException))
        {
            // thrown where the connection was broken off or is being torn down
            return ReadEnd.Failed;
        }
        finally
        {
            ReleaseMessage();
            QueueWork();
        }
    }

    /// <summary>Reads on without looking at what messages hold, until the WebSocket ends.</summary>
    public Task DiscardAsync()
    {
        _isDiscarding = true;
        return ReadAsync();
    }

    /// <summary>Whether the next bytes are there already; then what there is to do goes to another thread, as this one has more to read.</summary>
    private bool IsReadCompleted()
    {
        if (!_read.IsCompleted)
        {
            return false;
        }

        QueueWork();
        return true;
    }

    // who goes on after the read is set down first, so the reader never waits for the work, however long it takes
    private void WaitAndWork(Action continuation)
    {
        IThreadPoolWorkItem? work = _work;
        _work = null;
        _read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
        work?.Execute();
    }

    private ReadEnd? Take(in ReadResult result)
    {
        ReadOnlySequence<byte> buffer = result.Buffer;
        _isTaking = true;
        ReadEnd? end = Take(ref buffer);
        _isTaking = false;

        // after an end what is left has not been looked at
        input.AdvanceTo(buffer.Start, end is null ? buffer.End : buffer.Start);
        return end ?? (result.IsCompleted ? ReadEnd.Closed : null);
    }

    // all whole frames, and what there is of the next one's payload
    private ReadEnd? Take(ref ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            if (!_isInFrame)
            {
                if (!FrameHeader.TryRead(buffer, out FrameHeader header))
                {
                    return null;
                }

                if (header.Violates(isDeflateAgreed, _isInMessage))
                {
                    return ReadEnd.RuleBroken;
                }

                if (header.IsControl)
                {
                    if (buffer.Length < header.Size + header.Length)
                    {
                        return null;
                    }

                    ReadEnd? end = TakeControl(header, buffer.Slice(header.Size, header.Length));
                    buffer = buffer.Slice(header.Size + header.Length);
                    if (end is not null)
                    {
                        return end;
                    }

                    continue;
                }

                BeginFrame(header);
                buffer = buffer.Slice(header.Size);
                if (!_isDiscarding && header.Length > LargestOnTheWire - _length)
                {
                    return ReadEnd.TooLarge;
                }
            }

            TakePayload(ref buffer);
            if (_left > 0)
            {
                return null;
            }

            _isInFrame = false;
            if (_frame.IsFinal && EndMessage() is { } messageEnd)
            {
                return messageEnd;
            }
        }
    }

    private ReadEnd? TakeControl(in FrameHeader header, in ReadOnlySequence<byte> masked)
    {
        Span<byte> payload = stackalloc byte[FrameHeader.LargestControl];
        payload = payload[..(int)header.Length];
        masked.CopyTo(payload);
        header.Unmask(payload, payload, position: 0);
        switch (header.Opcode)
        {
            case FrameHeader.Close:
                return ClosePayload.IsValid(payload) ? ReadEnd.Closed : ReadEnd.RuleBroken;
            case FrameHeader.Ping when !_isDiscarding:
                target.OnPing(payload);
                return null;
            default:
                return null;
        }
    }

    private void BeginFrame(in FrameHeader header)
    {
        if (!_isInMessage)
        {
            _isInMessage = true;
            _isBinary = header.Opcode == FrameHeader.Binary;
            _isCompressed = header.IsCompressed;
        }

        _frame = header;
        _left = header.Length;
        _isInFrame = true;
    }

    private void TakePayload(ref ReadOnlySequence<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _left);
        if (!_isDiscarding)
        {
            Reserve(count);
            long position = _frame.Length - _left;
            foreach (ReadOnlyMemory<byte> part in buffer.Slice(0, count))
            {
                _frame.Unmask(part.Span, _message.AsSpan(_length), position);
                _length += part.Length;
                position += part.Length;
            }
        }

        _left -= count;
        buffer = buffer.Slice(count);
    }

    // with place for the tail of a compressed message
    private void Reserve(int count)
    {
        int needed = _length + count + MessageInflater.TailLength;
        if (needed > _message.Length)
        {
            long doubled = Math.Min(_length * 2L, LargestOnTheWire + MessageInflater.TailLength);
            PooledArray.Grow(ref _message, _length, (int)Math.Max(needed, doubled));
        }
    }

    private ReadEnd? EndMessage()
    {
        _isInMessage = false;
        if (_isDiscarding)
        {
            return null;
        }

        try
        {
            if (_isCompressed && MessageInflater.Inflate(ref _message, ref _length, maxSize) is { } failure)
            {
                return failure;
            }

            // RFC 6455 §8.1
            ReadOnlyMemory<byte> message = _message.AsMemory(0, _length);
            if (!_isBinary && !Utf8.IsValid(message.Span))
            {
                return ReadEnd.Undecodable;
            }

            target.OnMessage(message, _isBinary);
        }
        finally
        {
            ReleaseMessage();
        }

        QueueWork();
        _work = target.TakeWork();
        return null;
    }

    private void ReleaseMessage()
    {
        PooledArray.Return(ref _message);
        _length = 0;
    }

    // what an earlier message brought goes to another thread, as this one has more to read
    private void QueueWork()
    {
        if (_work is { } work)
        {
            _work = null;
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
        }
    }

    /// <summary>
    /// Waits for the read, and meanwhile lets the thread that has nothing more to read do the work that the last message brought: a hop to
    /// another thread would cost more than most handlers.
    /// </summary>
    private readonly struct WorkWhileWaiting(FrameReader reader) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => reader.IsReadCompleted();

        public WorkWhileWaiting GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => reader.WaitAndWork(continuation);
    }
}
