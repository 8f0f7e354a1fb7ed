using System.Buffers;
using System.IO.Pipelines;

namespace Rpress;

/// <summary>The one way to the bytes of a body: counts them against the limit, bounds every wait, and turns the connection's errors into refusals.</summary>
/// <remarks>What has been decoded is counted here a second time; its waits and errors were met below, where the bytes arrive.</remarks>
internal sealed class BodyReader(RequestPayload request, PipeReader inner, bool isDecoded = false) : PipeReader
{
    private readonly HttpExchange _exchange = request.Exchange;
    private ReadOnlySequence<byte> _current;
    private long _consumed;
    private BodyWait? _wait;
    private bool _isReading;
    private bool _hasEnded;

    /// <summary>Whether the last byte has arrived.</summary>
    public bool IsComplete { get; private set; }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            ValueTask<ReadResult> read = inner.ReadAsync(isDecoded ? cancellationToken : CancellationToken.None);
            return read.IsCompletedSuccessfully ? new(Checked(read.Result))
                : isDecoded ? CheckAsync(read)
                : WaitAsync(read, cancellationToken);
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
            bool read = inner.TryRead(out result);
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
        try
        {
            inner.AdvanceTo(consumed, examined);
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        ThrowIfEnded();
        inner.CancelPendingRead();
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
        _wait?.Dispose();
        if (!_isReading)
        {
            return;
        }

        // who leaves a read unfinished (a refusal within a loop over chunks) would leave the connection unable to drain the rest
        _isReading = false;
        try
        {
            inner.AdvanceTo(_current.End);
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } _)
        {
            // the client has gone, and the rest of the body with it
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
        _wait ??= new(inner, _exchange.Settings.ReadTimeout, _exchange.Settings.Time);
        CancellationTokenRegistration cancelling = _wait.Begin(cancellationToken);
        try
        {
            ReadResult result = await read;
            if (_wait.HasExpired)
            {
                inner.AdvanceTo(result.Buffer.Start);

                // RFC 9110 §15.5.9. What follows on this connection would be the rest of this body.
                _exchange.CloseAfterResponse();
                throw new RpressException(408, "The body did not arrive in time.");
            }

            if (result.IsCanceled && cancellationToken.IsCancellationRequested)
            {
                inner.AdvanceTo(result.Buffer.Start);
                throw new OperationCanceledException(cancellationToken);
            }

            return Checked(result);
        }
        catch (Exception error) when (_exchange.TranslateReadError(error) is { } refusal)
        {
            throw refusal;
        }
        finally
        {
            _wait.End();
            await cancelling.DisposeAsync();
        }
    }

    private async ValueTask<ReadResult> CheckAsync(ValueTask<ReadResult> read) => Checked(await read);

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
