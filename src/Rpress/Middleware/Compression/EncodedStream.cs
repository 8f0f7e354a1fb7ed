namespace Rpress;

/// <summary>What a producer writes to when its content is encoded on the way. A flush goes through the encoder to the client.</summary>
internal sealed class EncodedStream(Stream body, ContentEncoder encoder, bool flushesEachWrite) : WriteOnlyStream
{
    // so much encoded content is passed on before more is taken in; the body gathers as much before it sends
    private const int LargestPending = 16 * 1024;
    private const int LargestStep = 64 * 1024;

    private long _taken;
    private bool _hasUnflushed;
    private bool _isClosed;
    private bool _hasEnded;

    public override bool CanWrite => !_isClosed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int step = Math.Min(buffer.Length, LargestStep);
            if (Encode(buffer.Span[..step]))
            {
                await PassOnAsync(cancellationToken);
            }

            buffer = buffer[step..];
        }

        if (flushesEachWrite)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <exception cref="InvalidOperationException">More than 1 MiB of encoded content would wait: only an asynchronous write can wait for the client.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int step = Math.Min(buffer.Length, LargestStep);
            if (Encode(buffer[..step]))
            {
                // the body holds it, and says when that is too much
                body.Write(encoder.Output.Bytes.Span);
                encoder.Output.Clear();
            }

            buffer = buffer[step..];
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            ThrowIfClosed();
        }

        // a flush costs some bytes, so there is none of nothing
        if (_hasUnflushed)
        {
            encoder.Flush();
            _hasUnflushed = false;
        }

        await PassOnAsync(cancellationToken);
        await body.FlushAsync(cancellationToken);
    }

    /// <summary>Ends the encoded content, also after the producer closed the stream.</summary>
    /// <param name="announced">How many bytes the producer was to write, if that was known.</param>
    /// <exception cref="IOException">It wrote more or less: the content is not what it was said to be.</exception>
    public ValueTask CompleteAsync(long? announced)
    {
        if (announced is { } length && _taken != length)
        {
            throw new IOException($"The response announced {length} bytes, but {_taken} were written.");
        }

        encoder.Encode([], isLast: true);
        return PassOnAsync(CancellationToken.None);
    }

    /// <summary>Lets go of the encoder: who kept the stream gets a named error from here on.</summary>
    public void End() => _isClosed = _hasEnded = true;

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        base.Dispose(disposing);
    }

    // true when enough has come together to be passed on
    private bool Encode(ReadOnlySpan<byte> bytes)
    {
        ThrowIfClosed();
        _taken += bytes.Length;
        _hasUnflushed = true;
        encoder.Encode(bytes, isLast: false);
        return encoder.Output.Bytes.Length >= LargestPending;
    }

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = encoder.Output.Bytes;
        if (!bytes.IsEmpty)
        {
            await body.WriteAsync(bytes, cancellationToken);
            encoder.Output.Clear();
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new ObjectDisposedException(nameof(EncodedStream), "The response has ended. Write all of it, and await the writes, before the callback returns.");
        }
    }
}
