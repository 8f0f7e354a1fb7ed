namespace Rpress;

/// <summary>The measurements of sessions.</summary>
internal static class EngineTelemetry
{
    private static readonly KeyValuePair<string, object?> _polling = new("rpress.engineio.transport", EioConfig.Polling);
    private static readonly KeyValuePair<string, object?> _webSocket = new("rpress.engineio.transport", EioConfig.WebSocket);

    public static void AddSession(bool isWebSocket, int change) => RpressTelemetry.Sessions.Add(change, isWebSocket ? _webSocket : _polling);

    /// <summary>Something could not be sent, or taken in.</summary>
    public static void CountDrop(string reason) => RpressTelemetry.Drops.Add(1, new KeyValuePair<string, object?>("rpress.socketio.drop.reason", reason));
}
