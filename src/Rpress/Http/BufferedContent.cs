using System.Buffers;

namespace Rpress;

/// <summary>Content that lies ready in memory.</summary>
internal abstract class BufferedContent : ResponseContent
{
    /// <summary>Bytes that are equal where the content is, among contents of the same type.</summary>
    public abstract ReadOnlySpan<byte> Identity { get; }

    /// <summary>The content to be kept beyond the response: nobody else may change it.</summary>
    public abstract BufferedContent Kept();

    /// <summary>Writes all of it.</summary>
    public abstract void WriteTo(IBufferWriter<byte> writer);

    /// <summary>Writes all of it, no second copy of it lying in memory on the way.</summary>
    public abstract Task CopyToAsync(Stream body, CancellationToken cancellationToken);
}
