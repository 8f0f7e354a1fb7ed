using System.Buffers;

namespace Rpress;

/// <summary>Bytes as they are.</summary>
internal sealed class BytesContent(ReadOnlyMemory<byte> bytes, bool isCodingOpen = true) : BufferedContent
{
    private const int LargestAsked = 4096; // what every pool has in one piece

    public ReadOnlyMemory<byte> Bytes => bytes;

    public override long? Length => bytes.Length;

    public override bool IsCodingOpen => isCodingOpen;

    public override ReadOnlySpan<byte> Identity => bytes.Span;

    public override BufferedContent Kept() => new BytesContent(bytes.ToArray(), isCodingOpen);

    public override void WriteTo(IBufferWriter<byte> writer)
    {
        // a size is asked for each time: where a connection's memory does not come from the core's own pool, a buffer "of any size" may be empty
        for (ReadOnlySpan<byte> rest = bytes.Span; !rest.IsEmpty;)
        {
            Span<byte> target = writer.GetSpan(Math.Min(rest.Length, LargestAsked));
            int length = Math.Min(rest.Length, target.Length);
            rest[..length].CopyTo(target);
            writer.Advance(length);
            rest = rest[length..];
        }
    }

    public override Task CopyToAsync(Stream body, CancellationToken cancellationToken) => body.WriteAsync(bytes, cancellationToken).AsTask();
}
