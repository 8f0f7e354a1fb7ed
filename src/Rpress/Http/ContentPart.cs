namespace Rpress;

/// <summary>A stretch of a file or of bytes, and what is sent before it.</summary>
internal readonly record struct ContentPart(ReadOnlyMemory<byte> Head, long Offset, long Length);
