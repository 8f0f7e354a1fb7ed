namespace Rpress;

/// <summary>A message that waits for its transport, and how it was sent.</summary>
internal readonly record struct QueuedMessage(OutgoingMessage Message, SendFlags Flags);
