using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpress;

/// <summary>Text, encoded straight into the connection's buffer.</summary>
internal sealed class TextContent(string text) : BufferedContent
{
    private const int PieceSize = 16 * 1024;
    private const int NotCounted = -1;

    private int _length = NotCounted;

    public override long? Length => _length != NotCounted ? _length : _length = Encoding.UTF8.GetByteCount(text);

    // a character is a byte at least
    public override bool IsAtLeast(int size) => text.Length >= size || Length >= size;

    public override ReadOnlySpan<byte> Identity => MemoryMarshal.AsBytes(text.AsSpan());

    public override BufferedContent Kept() => this;

    public override void WriteTo(IBufferWriter<byte> writer) => Encoding.UTF8.GetBytes(text, writer);

    public override async Task CopyToAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, bufferSize: PieceSize, leaveOpen: true);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
