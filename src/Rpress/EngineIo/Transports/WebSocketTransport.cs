using System.IO.Pipelines;

namespace Rpress;

/// <summary>
/// A WebSocket. A message on an idle connection is written at once; while a write is under way messages wait in a bounded queue, and those
/// that wait leave together in one write.
/// </summary>
internal sealed class WebSocketTransport : IFrameTarget
{
    private const int LargestBatch = 64 * 1024; // bytes

    private readonly EngineSession _session;
    private readonly UpgradedConnection _connection;
    private readonly PipeWriter _output;
    private readonly Lock _gate;
    private readonly int _maxQueueSize;
    private readonly bool _binaryAsText;
    private readonly DeadlineQueue _closingDeadlines;
    private Queue<OutgoingMessage>? _waiting; // guarded by _gate; made when a message waits for the first time
    private FrameReader? _reader;
    private long _waitingSize; // guarded by _gate
    private OutgoingMessage? _pong; // guarded by _gate; the one that waits
    private Task _drain = Task.CompletedTask; // guarded by _gate
    private bool _isWriting; // guarded by _gate
    private bool _isClosed; // guarded by _gate
    private DeadlineEntry? _closing; // guarded by _gate

    /// <param name="session">The session that messages go to.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="gate">The session's lock.</param>
    /// <param name="maxQueueSize">The most bytes that wait.</param>
    /// <param name="binaryAsText">Whether the client asked for binary as Base64.</param>
    /// <param name="deflate">How messages are compressed; null where that was not agreed on.</param>
    /// <param name="closingDeadlines">How long the client may take to read what waits and answer the close frame; then <see cref="Abort"/> is called.</param>
    public WebSocketTransport(
        EngineSession session, UpgradedConnection connection, Lock gate, int maxQueueSize, bool binaryAsText, PerMessageDeflateConfig? deflate, DeadlineQueue closingDeadlines)
    {
        _session = session;
        Deflate = deflate;
        _closingDeadlines = closingDeadlines;
        _connection = connection;
        _output = connection.Output;
        _gate = gate;
        _maxQueueSize = maxQueueSize;
        _binaryAsText = binaryAsText;
    }

    public PerMessageDeflateConfig? Deflate { get; }

    /// <summary>Whether a message would be written at once. The caller holds the session's lock.</summary>
    public bool IsWritableLocked => !_isWriting && !_isClosed;

    /// <summary>Reads messages until the WebSocket ends.</summary>
    public Task<ReadEnd> ReadAsync(int maxSize)
    {
        _reader = new(_connection.Input, maxSize, Deflate is not null, this);
        return _reader.ReadAsync();
    }

    /// <summary>Sends a message; false if too much waits already. The caller holds the session's lock.</summary>
    public bool TrySendLocked(OutgoingMessage message)
    {
        if (_isClosed)
        {
            return true;
        }

        if (_isWriting && _waitingSize > 0 && _waitingSize + message.Size > _maxQueueSize)
        {
            return false;
        }

        SendLocked(message);
        return true;
    }

    /// <summary>Sends the close frame after all that waits, and nothing more. The caller holds the session's lock.</summary>
    public void CloseLocked(ushort status)
    {
        if (!_isClosed)
        {
            SendLocked(OutgoingMessage.CloseFrame(status));
            _isClosed = true;
            _closing = new(this);
            _closingDeadlines.Add(_closing);
        }
    }

    /// <summary>Breaks the connection off; what waits is lost.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _isClosed = true;
            _waiting?.Clear();
            _pong = null;
        }

        _connection.Abort();
    }

    /// <summary>Completes when all that was to be sent has been written. Nothing is read or written afterwards.</summary>
    /// <param name="end">How the reading ended.</param>
    public async Task CompleteAsync(ReadEnd end)
    {
        if (end == ReadEnd.TooLarge)
        {
            // what lies unread when a connection ends resets it, and the client would lose the close frame
            await _reader!.DiscardAsync();
        }

        Task drain;
        DeadlineEntry? closing;
        lock (_gate)
        {
            _isClosed = true;
            drain = _drain;
            closing = _closing;
        }

        await drain;
        if (closing is not null)
        {
            _closingDeadlines.Remove(closing);
        }
    }

    void IFrameTarget.OnMessage(ReadOnlyMemory<byte> message, bool isBinary) => _session.OnMessage(this, message, isBinary);

    IThreadPoolWorkItem? IFrameTarget.TakeWork() => _session.TakeWork();

    void IFrameTarget.OnPing(ReadOnlySpan<byte> payload)
    {
        OutgoingMessage pong = OutgoingMessage.PongFrame(payload);
        lock (_gate)
        {
            if (_isWriting && !_isClosed)
            {
                // RFC 6455 §5.5.3: the most recent ping may be the only one that is answered, so a flood of them leaves no more than one
                _pong = pong;
            }
            else
            {
                TrySendLocked(pong);
            }
        }
    }

    private void SendLocked(OutgoingMessage message)
    {
        if (_isWriting)
        {
            (_waiting ??= new()).Enqueue(message);
            _waitingSize += message.Size;
            return;
        }

        try
        {
            BeginWriteLocked(message);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // thrown where the connection has ended or is being torn down; the reader learns of it too
            _isClosed = true;
        }
    }

    private void BeginWriteLocked(OutgoingMessage message)
    {
        ValueTask<FlushResult> write;
        if (message.SingleFrame(_binaryAsText) is { IsEmpty: false } frame)
        {
            write = _output.WriteAsync(frame);
        }
        else
        {
            message.WriteFrames(_output, _binaryAsText);
            write = _output.FlushAsync();
        }

        if (write.IsCompletedSuccessfully)
        {
            _isClosed |= write.Result.IsCompleted;
        }
        else
        {
            _isWriting = true;
            _drain = DrainAsync(write);
        }
    }

    private async Task DrainAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            while (true)
            {
                FlushResult result = await flush.ConfigureAwait(false);
                lock (_gate)
                {
                    if (result.IsCompleted || (_waiting is not { Count: > 0 } && _pong is null))
                    {
                        _isClosed |= result.IsCompleted;
                        _isWriting = false;
                        _waiting?.Clear();
                        return;
                    }

                    WriteWaitingLocked();
                    flush = _output.FlushAsync();
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // the connection is gone; its reader says so
            Abort();
        }
    }

    private void WriteWaitingLocked()
    {
        int written = 0;
        _pong?.WriteFrames(_output, _binaryAsText);
        _pong = null;
        while (written < LargestBatch && _waiting is not null && _waiting.TryDequeue(out OutgoingMessage? message))
        {
            message.WriteFrames(_output, _binaryAsText);
            written += message.Size;
            _waitingSize -= message.Size;
        }
    }
}
