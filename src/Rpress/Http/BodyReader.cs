using System.Buffers;
using System.IO.Pipelines;

namespace Rpress;

/// <summary>The one way to the bytes of a body: counts them against the limit, bounds every wait, and turns the connection's errors into refusals.</summary>
internal sealed class BodyReader(RequestPayload request, PipeReader inner) : PipeReader
{
    private readonly HttpExchange _exchange = request.Exchange;
    private readonly PipeReader _inner = inner;
    private ReadOnlySequence<byte> _current;
    private long _consumed;
    private ITimer? _deadline;
    private long _waitingSince;
    private int _cancelledByClock;
    private bool _isReading;
    private bool _hasEnded;

    /// <summary>Whether the last byte has arrived.</summary>
    public bool IsComplete { get; private set; }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        try
        {
            ValueTask<ReadResult> read = _inner.ReadAsync(cancellationToken);
            if (!read.IsCompletedSuccessfully)
            {
                return WaitAsync(read, cancellationToken);
            }

            ReadResult result = read.Result;
            return result.IsCanceled ? WaitAsync(new(result), cancellationToken) : new(Checked(result));
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        ThrowIfEnded();
        try
        {
            bool read = _inner.TryRead(out result);
            result = read ? Checked(result) : result;
            return read;
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ThrowIfEnded();
        _consumed += _current.Slice(0, consumed).Length;
        _current = default;
        _isReading = false;
        _inner.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        ThrowIfEnded();
        _inner.CancelPendingRead();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        // what is left of the body is the connection's to drain
    }

    /// <summary>Lets go of the connection: its pipe carries the next request's body from here on.</summary>
    public void End()
    {
        _hasEnded = true;
        _deadline?.Dispose();

        // who leaves a read unfinished (a refusal within a loop over chunks) would leave the connection unable to drain the rest
        if (_isReading)
        {
            _isReading = false;
            _inner.AdvanceTo(_current.End);
        }
    }

    private void ThrowIfEnded()
    {
        if (_hasEnded)
        {
            _ = request.Exchange;
        }
    }

    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read, CancellationToken cancellationToken)
    {
        StartClock();
        try
        {
            while (true)
            {
                ReadResult result = await read;
                if (!result.IsCanceled)
                {
                    return Checked(result);
                }

                if (HasExpired())
                {
                    _inner.AdvanceTo(result.Buffer.Start);

                    // RFC 9110 §15.5.9. What follows on this connection would be the rest of this body.
                    _exchange.CloseAfterResponse();
                    throw new RpressException(408, "The body did not arrive in time.");
                }

                if (Interlocked.Exchange(ref _cancelledByClock, 0) == 0)
                {
                    return Checked(result);
                }

                // the clock of an earlier wait, too late to matter
                _inner.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
                read = _inner.ReadAsync(cancellationToken);
            }
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } refusal)
        {
            throw refusal;
        }
        finally
        {
            _deadline!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    // a deadline of our own: the server core averages the rate of a body and lets a stalled one stand for minutes
    private void StartClock()
    {
        HttpSettings settings = _exchange.Settings;
        _waitingSince = settings.Time.GetTimestamp();
        _deadline ??= settings.Time.CreateTimer(
            static state =>
            {
                var reader = (BodyReader)state!;
                Volatile.Write(ref reader._cancelledByClock, 1);
                reader._inner.CancelPendingRead();
            },
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _deadline.Change(settings.ReadTimeout, Timeout.InfiniteTimeSpan);
    }

    private bool HasExpired() => Volatile.Read(ref _cancelledByClock) == 1
        && _exchange.Settings.Time.GetElapsedTime(_waitingSince) >= _exchange.Settings.ReadTimeout;

    private ReadResult Checked(ReadResult result)
    {
        _current = result.Buffer;
        _isReading = true;
        if (_consumed + result.Buffer.Length > request.MaxBodySize)
        {
            throw BodyErrors.TooLarge(_exchange, request.MaxBodySize);
        }

        IsComplete = result.IsCompleted;
        return result;
    }
}
