using System.Buffers;

namespace Rpress;

/// <summary>Pooled memory that grows with what an encoder writes.</summary>
internal sealed class EncoderOutput : WriteOnlyStream, IBufferWriter<byte>
{
    private const int SmallestBuffer = 4 * 1024;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>What was written since the last <see cref="Clear"/>; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = _length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            PooledArray.Grow(ref _bytes, _length, Math.Max(needed, Math.Max(SmallestBuffer, _bytes.Length * 2)));
        }

        return _bytes.AsMemory(_length);
    }

    public void Advance(int count) => _length += count;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        buffer.CopyTo(GetSpan(buffer.Length));
        _length += buffer.Length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        PooledArray.Return(ref _bytes);
        _length = 0;
        base.Dispose(disposing);
    }
}
