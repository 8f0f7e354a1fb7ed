using System.Buffers;

namespace Rpress;

/// <summary>Content that lies ready in memory.</summary>
internal abstract class BufferedContent : ResponseContent
{
    /// <summary>Writes all of it.</summary>
    public abstract void WriteTo(IBufferWriter<byte> writer);
}
