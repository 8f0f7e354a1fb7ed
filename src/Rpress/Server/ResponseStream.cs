using System.IO.Pipelines;

namespace Rpress;

/// <summary>What a producer writes to. Nothing reaches the connection before the first flush, so a failure until then can still be answered.</summary>
internal sealed class ResponseStream(PipeWriter connection, bool flushesEachWrite) : Stream
{
    private const int FlushThreshold = 16 * 1024;

    private readonly MemoryStream _pending = new();
    private bool _isDisposed;

    /// <summary>Whether a write found nobody to take it.</summary>
    public bool IsClientGone { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isDisposed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        if (_pending.Length + buffer.Length >= FlushThreshold)
        {
            await FlushAsync(cancellationToken);
            await SendAsync(buffer, cancellationToken);
            return;
        }

        _pending.Write(buffer.Span);
        if (flushesEachWrite)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Gathers bytes until the next asynchronous flush; JSON and text writers write like this.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfEnded();
        _pending.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // a synchronous flush would block a thread on the client's speed; the bytes go out with the next asynchronous one
    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = _pending.GetBuffer().AsMemory(0, (int)_pending.Length);
        _pending.SetLength(0);
        await SendAsync(bytes, cancellationToken);
    }

    /// <summary>Sends what is left.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_pending.Length > 0)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        base.Dispose(disposing);
    }

    // the connection's pipe carries the next response from then on
    private void ThrowIfEnded()
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(nameof(ResponseStream), "The response has ended. Write all of it, and await the writes, before the callback returns.");
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
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
