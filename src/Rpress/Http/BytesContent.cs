using System.Buffers;

namespace Rpress;

/// <summary>Bytes as they are.</summary>
internal sealed class BytesContent(ReadOnlyMemory<byte> bytes, bool isCodingOpen = true) : BufferedContent
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public override long? Length => bytes.Length;

    public override bool IsCodingOpen => isCodingOpen;

    public override void WriteTo(IBufferWriter<byte> writer) => writer.Write(bytes.Span);

    public override Task CopyToAsync(Stream body, CancellationToken cancellationToken) => body.WriteAsync(bytes, cancellationToken).AsTask();
}
