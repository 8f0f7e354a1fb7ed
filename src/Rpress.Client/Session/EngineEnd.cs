namespace Rpress;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">What sockets are told.</param>
/// <param name="Error">What the cause was, where there is more to say.</param>
internal sealed record EngineEnd(DisconnectReason Reason, Exception? Error = null);
