namespace Rpress;

/// <summary>How the reading of a WebSocket ended.</summary>
internal enum ReadEnd
{
    /// <summary>The client closed it, or left.</summary>
    Closed,

    /// <summary>It broke off, or the client broke WebSocket's rules.</summary>
    Failed,

    /// <summary>A message was compressed in a way that cannot be read.</summary>
    Undecodable,

    /// <summary>A message was larger than allowed.</summary>
    TooLarge,
}
