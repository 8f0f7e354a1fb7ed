namespace Rpress.InteropTests.SocketIo;

/// <summary>How a client reaches the server.</summary>
public enum ClientMode
{
    /// <summary>By HTTP requests alone.</summary>
    Polling,

    /// <summary>By WebSocket from the start.</summary>
    WebSocket,

    /// <summary>As clients do by default: by polling, then by WebSocket.</summary>
    Upgrade,
}
