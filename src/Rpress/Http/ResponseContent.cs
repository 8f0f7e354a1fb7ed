namespace Rpress;

/// <summary>What a response carries: ready bytes, a producer of bytes, or a value that becomes one of them right after the handler.</summary>
internal abstract class ResponseContent
{
    /// <summary>The length in bytes, where it is known before the content is made.</summary>
    public abstract long? Length { get; }

    /// <summary>Whether it has so many bytes, or may have.</summary>
    public virtual bool IsAtLeast(int size) => Length is not { } length || length >= size;

    /// <summary>Whether it may still be encoded for the client; false where somebody has chosen among ready forms.</summary>
    public virtual bool IsCodingOpen => true;
}
