using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>Parts of an open file, read as they are sent; whoever makes it gives it to the request to be disposed.</summary>
/// <param name="file">The file; its length was taken from this very handle.</param>
/// <param name="parts">What is sent of it.</param>
/// <param name="end">What follows the last part.</param>
internal sealed class FilePartsContent(SafeFileHandle file, ContentPart[] parts, ReadOnlyMemory<byte> end) : ProducerContent
{
    private const int BufferSize = 64 * 1024;

    public override long? Length { get; } = parts.Sum(part => part.Head.Length + part.Length) + end.Length;

    public override async Task ProduceAsync(Stream body, RequestPayload request)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            foreach (ContentPart part in parts)
            {
                await body.WriteAsync(part.Head, request.Aborted);
                await CopyAsync(part, body, buffer, request.Aborted);
            }

            await body.WriteAsync(end, request.Aborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override ValueTask DisposeAsync()
    {
        file.Dispose();
        return base.DisposeAsync();
    }

    private async ValueTask CopyAsync(ContentPart part, Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        long end = part.Offset + part.Length;
        for (long offset = part.Offset; offset < end;)
        {
            Memory<byte> wanted = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - offset));
            int read = await RandomAccess.ReadAsync(file, wanted, offset, cancellationToken);
            if (read == 0)
            {
                throw new IOException($"A file became shorter while it was sent: {end - offset} bytes are missing.");
            }

            await body.WriteAsync(wanted[..read], cancellationToken);
            offset += read;
        }
    }
}
