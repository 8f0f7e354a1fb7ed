using System.Buffers;
using System.IO.Pipelines;

namespace Rpress;

/// <summary>A whole body in pooled memory, which goes back when the request ends.</summary>
internal sealed class BodyBuffer : IDisposable
{
    // what is announced is not yet sent: a lying Content-Length must not cost its size in memory
    private const int LargestFirstBuffer = 64 * 1024;

    public static readonly BodyBuffer Empty = new();

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    public static async ValueTask<BodyBuffer> FillAsync(PipeReader reader, long? expectedLength, CancellationToken cancellationToken)
    {
        var buffer = new BodyBuffer();
        try
        {
            PooledArray.Grow(ref buffer._bytes, 0, (int)Math.Min(expectedLength ?? 4096, LargestFirstBuffer));
            ReadResult result;
            do
            {
                result = await reader.ReadAsync(cancellationToken);
                buffer.Append(result.Buffer);
                reader.AdvanceTo(result.Buffer.End);
            }
            while (!result.IsCompleted);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        PooledArray.Return(ref _bytes);
        _length = 0;
    }

    private void Append(in ReadOnlySequence<byte> more)
    {
        long needed = _length + more.Length;
        if (needed > Array.MaxLength)
        {
            throw new RpressException(413, "The body is too large to be read whole.");
        }

        if (needed > _bytes.Length)
        {
            PooledArray.Grow(ref _bytes, _length, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
        }

        more.CopyTo(_bytes.AsSpan(_length));
        _length = (int)needed;
    }
}
