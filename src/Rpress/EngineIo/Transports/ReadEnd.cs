namespace Rpress;

/// <summary>How the reading of a WebSocket ended.</summary>
internal enum ReadEnd
{
    /// <summary>The client closed it, or left.</summary>
    Closed,

    /// <summary>It broke off.</summary>
    Failed,

    /// <summary>The client broke a rule of the protocol (1002).</summary>
    RuleBroken,

    /// <summary>A message was compressed in a way that cannot be read, or its text is no UTF-8 (1007).</summary>
    Undecodable,

    /// <summary>A message was larger than allowed (1009).</summary>
    TooLarge,
}
