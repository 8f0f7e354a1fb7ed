namespace Rpress.InteropTests.SocketIo;

/// <summary>The client's options for the cases.</summary>
internal static class ClientOptions
{
    /// <summary>Of a manager that reconnects soon, or not at all.</summary>
    public static object For(ClientMode mode, bool reconnects = false) => new
    {
        transports = mode switch
        {
            ClientMode.Polling => ["polling"],
            ClientMode.WebSocket => ["websocket"],
            _ => new[] { "polling", "websocket" },
        },
        reconnection = reconnects,
        reconnectionDelay = 50,
        reconnectionDelayMax = 200,
    };
}
