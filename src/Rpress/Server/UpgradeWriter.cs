using System.Buffers;
using System.IO.Pipelines;

namespace Rpress;

/// <summary>Writes to an upgraded connection: one write of the core's stream for all that was put in since the last flush, in a buffer that is held only meanwhile.</summary>
/// <remarks>The response's own pipe would do without that copy, but after an upgrade the core drops what is written to it.</remarks>
internal sealed class UpgradeWriter(Stream stream) : PipeWriter
{
    private const int LeastBuffer = 512;

    private byte[] _buffer = [];
    private int _length;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        int size = Math.Max(sizeHint, 1);
        if (_buffer.Length - _length < size)
        {
            PooledArray.Grow(ref _buffer, _length, Math.Max(LeastBuffer, _length + size));
        }

        return _buffer.AsMemory(_length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _length += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_length == 0)
        {
            return default;
        }

        byte[] buffer = _buffer;
        ValueTask write = stream.WriteAsync(buffer.AsMemory(0, _length), cancellationToken);
        _buffer = [];
        _length = 0;
        if (!write.IsCompletedSuccessfully)
        {
            return WaitAsync(write, buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return default;
    }

    /// <summary>Writes bytes that stay as they are: with nothing before them they go to the stream uncopied.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_length > 0)
        {
            source.Span.CopyTo(GetSpan(source.Length));
            Advance(source.Length);
            return FlushAsync(cancellationToken);
        }

        ValueTask write = stream.WriteAsync(source, cancellationToken);
        return write.IsCompletedSuccessfully ? default : WaitAsync(write, null);
    }

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null)
    {
        PooledArray.Return(ref _buffer);
        _length = 0;
    }

    private static async ValueTask<FlushResult> WaitAsync(ValueTask write, byte[]? buffer)
    {
        await write.ConfigureAwait(false);
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return default;
    }
}
