using System.Buffers;
using System.Text;

namespace Rpress;

/// <summary>Text, encoded straight into the connection's buffer.</summary>
internal sealed class TextContent(string text) : BufferedContent
{
    private const int PieceSize = 16 * 1024;

    private readonly int _length = Encoding.UTF8.GetByteCount(text);

    public override long? Length => _length;

    public override void WriteTo(IBufferWriter<byte> writer) => Encoding.UTF8.GetBytes(text, writer);

    public override async Task CopyToAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, bufferSize: PieceSize, leaveOpen: true);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
