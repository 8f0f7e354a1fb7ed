namespace Rpress;

/// <summary>What carries a connection.</summary>
public enum SocketTransport
{
    /// <summary>One WebSocket for both directions.</summary>
    WebSocket,

    /// <summary>HTTP long-polling: requests that wait for packets, and others that bring them.</summary>
    Polling,
}
