namespace Rpress;

/// <summary>A message as it came from Redis.</summary>
/// <param name="Channel">The channel that it was published on.</param>
/// <param name="Body">Its bytes.</param>
internal readonly record struct ReceivedMessage(string Channel, ReadOnlyMemory<byte> Body);
