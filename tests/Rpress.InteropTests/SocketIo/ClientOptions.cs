namespace Rpress.InteropTests.SocketIo;

/// <summary>The client's options for the cases.</summary>
internal static class ClientOptions
{
    /// <summary>Of a manager.</summary>
    /// <param name="mode">How it reaches the server.</param>
    /// <param name="reconnects">Whether it reconnects, and then soon.</param>
    /// <param name="isMsgPack">Whether its packets are those of socket.io-msgpack-parser.</param>
    /// <param name="compressesAll">Whether it compresses the smallest messages, too, where the server agrees.</param>
    public static object For(ClientMode mode, bool reconnects = false, bool isMsgPack = false, bool compressesAll = false) => new
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
        msgPack = isMsgPack,
        perMessageDeflate = new { threshold = compressesAll ? 0 : 1024 },
    };
}
