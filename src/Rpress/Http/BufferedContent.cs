using System.Buffers;

namespace Rpress;

/// <summary>Content that lies ready in memory.</summary>
internal abstract class BufferedContent : ResponseContent
{
    /// <summary>Writes all of it.</summary>
    public abstract void WriteTo(IBufferWriter<byte> writer);

    /// <summary>Writes all of it, no second copy of it lying in memory on the way.</summary>
    public abstract Task CopyToAsync(Stream body, CancellationToken cancellationToken);
}
