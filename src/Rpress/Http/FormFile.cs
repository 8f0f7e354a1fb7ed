namespace Rpress;

/// <summary>A file of a form that was read whole.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="FileName">The last part of the name that the client gave, without any folder; null when nothing usable is left.</param>
/// <param name="ContentType">The media type that the client claims.</param>
/// <param name="Bytes">The content.</param>
public sealed record FormFile(string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Bytes);
