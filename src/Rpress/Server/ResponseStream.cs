using System.IO.Pipelines;

namespace Rpress;

/// <summary>What a producer writes to. Nothing reaches the connection before the first flush, so a failure until then can still be answered.</summary>
internal sealed class ResponseStream(PipeWriter connection, bool flushesEachWrite, long? expectedLength) : WriteOnlyStream
{
    private const int FlushThreshold = 16 * 1024;
    private const int LargestPending = 1024 * 1024;

    private readonly MemoryStream _pending = new();
    private long _written;
    private bool _isClosed;
    private bool _hasEnded;

    /// <summary>Whether a write found nobody to take it.</summary>
    public bool IsClientGone { get; private set; }

    public override bool CanWrite => !_isClosed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        _written += buffer.Length;
        if (_pending.Length + buffer.Length >= FlushThreshold)
        {
            await SendPendingAsync(cancellationToken);
            await SendAsync(buffer, cancellationToken);
            return;
        }

        _pending.Write(buffer.Span);
        if (flushesEachWrite)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Gathers bytes until the next asynchronous flush; JSON and text writers write like this.</summary>
    /// <exception cref="InvalidOperationException">More than 1 MiB would wait: only an asynchronous write can wait for the client.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfClosed();
        if (_pending.Length + buffer.Length > LargestPending)
        {
            throw new InvalidOperationException("More than 1 MiB was written synchronously: use WriteAsync, or await FlushAsync between the writes.");
        }

        _written += buffer.Length;
        _pending.Write(buffer);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = _pending.GetBuffer().AsMemory(0, (int)_pending.Length);
        _pending.SetLength(0);
        await SendAsync(bytes, cancellationToken);
    }

    /// <summary>Sends what is left, also after the producer closed the stream.</summary>
    /// <exception cref="IOException">The producer wrote less than it announced: the response is not what its headers say.</exception>
    public ValueTask CompleteAsync() => expectedLength is { } expected && _written != expected
        ? throw new IOException($"The response announced {expected} bytes, but {_written} were written.")
        : SendPendingAsync(CancellationToken.None);

    /// <summary>Lets go of the connection: its pipe carries the next response from here on.</summary>
    public void End() => _isClosed = _hasEnded = true;

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        base.Dispose(disposing);
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new ObjectDisposedException(nameof(ResponseStream), "The response has ended. Write all of it, and await the writes, before the callback returns.");
        }
    }

    private async ValueTask SendPendingAsync(CancellationToken cancellationToken)
    {
        if (_pending.Length > 0)
        {
            await FlushAsync(cancellationToken);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            ThrowIfClosed();
        }

        FlushResult result = bytes.IsEmpty
            ? await connection.FlushAsync(cancellationToken)
            : await connection.WriteAsync(bytes, cancellationToken);
        if (result.IsCompleted)
        {
            IsClientGone = true;
            throw new OperationCanceledException("The client has gone away.");
        }
    }
}
